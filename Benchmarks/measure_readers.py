"""The commands that read large files, beside `jq` over the same files; speeds are bytes over processor time."""

import subprocess
import sys

from harness import HERE, PROGRAM, interleaved, setting

RUN = ["batch", "run", "some.jsonl", "-o", "done.jsonl", "--sandbox", "--quiet"]
ENVIRONMENT = {"CLOUDCOMPUTE_MODEL": "sandbox/small"}


def ours(scene, *command):
    # A merge of made-up results misses some, and says so by its exit code.
    return scene.run(PROGRAM, *command, environment=ENVIRONMENT, exits=(0, 75))


def measure(scene, table):
    megabytes = str(setting("MEGABYTES", 200))
    subprocess.run([sys.executable, str(HERE / "reader_files.py"), str(scene.path), megabytes], check=True)
    with (scene.path / "in.jsonl").open() as file, (scene.path / "some.jsonl").open("w") as some:
        some.writelines(line for line, _ in zip(file, range(20_000)))
    # The results of a run that is to find all of them done.
    ours(scene, *RUN)
    rows = [
        ("batch validate", ["in"], ["batch", "validate", "in.jsonl"]),
        ("batch validate", ["short"], ["batch", "validate", "short.jsonl"]),
        ("batch report", ["out"], ["batch", "report", "out.jsonl"]),
        ("batch report", ["stream"], ["batch", "report", "stream.jsonl", "-o", "page.html"]),
        ("batch merge", ["out", "stream"], ["batch", "merge", "out.jsonl", "stream.jsonl", "-o", "merged.jsonl"]),
        ("batch status", ["out", "stream"], ["batch", "status", "out.jsonl", "stream.jsonl"]),
        ("batch run, all done:", ["some", "done"], RUN),
    ]
    for name, files, command in rows:
        paths = [f"{file}.jsonl" for file in files]
        size = sum((scene.path / path).stat().st_size for path in paths) / 1e6
        usages, peers = interleaved(
            setting("ROUNDS", 3), lambda: ours(scene, *command), lambda: scene.run("jq", "-c", ".id", *paths))
        what = f"`{name} {' '.join(files)}`, {size:,.0f} MB"
        table.add(
            what, "MB/s of CPU", [size / usage.cpu for usage in usages], "`jq -c .id`", [size / usage.cpu for usage in peers],
            "≥ 200", digits=0)
        table.add(f"{what}, memory", "MiB", [usage.memory for usage in usages])
