"""Counts the instructions of the four hot paths: instructions.py [--write].

What one turn takes is the difference of two runs, so that the start of the program is not in it. Counts do not depend on what
else the machine does; they are kept in thresholds.json and may grow by 3 %. They do depend on the compiler and on the
processor's instruction set, so after a change of those they are written anew. The count of a batch request is that of the whole
program, threads and all, which repeats less well; it is the least of three.
"""

import json
import re
import subprocess
import sys

from harness import HERE, PROGRAM, TOOLS, Scene
from measure_batch import canned, lines

THRESHOLDS = HERE / "thresholds.json"
TOLERANCE = 0.03


def collected(scene, *command, environment={}):
    valgrind = ["valgrind", "--soname-synonyms=somalloc=nouser", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    process = scene.start(
        [*valgrind, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, environment=environment)
    text = process.communicate()[1].decode(errors="replace")
    found = re.search(r"Collected : (\d+)", text)
    if process.returncode or not found:
        raise SystemExit(f"{' '.join(command)}: {text[-2000:]}")
    return int(found[1])


def hot_path(scene, name):
    few, many = 2_000, 12_000
    counts = [collected(scene, str(TOOLS / "hot-paths"), name, str(count)) for count in (few, many)]
    return (counts[1] - counts[0]) / (many - few)


def batch_request(scene, url):
    few, many = 300, 2_300

    def count(number):
        for file in scene.path.glob("out.jsonl*"):
            file.unlink()
        return collected(
            scene, PROGRAM, "batch", "run", lines(scene, number), "-o", str(scene.path / "out.jsonl"), "-m", "=m", "-j", "16",
            "-q", environment={"CLOUDCOMPUTE_BASE_URL": f"{url}/v1"})

    return (min(count(many) for _ in range(3)) - min(count(few) for _ in range(3))) / (many - few)


with Scene() as scene:
    counts = {name: hot_path(scene, name) for name in ("sse", "delta", "result-line")}
    counts["batch-request"] = batch_request(scene, canned(scene, 18434))
counts = {name: round(count) for name, count in counts.items()}
if "--write" in sys.argv:
    THRESHOLDS.write_text(json.dumps(counts, indent=2) + "\n")
known = json.loads(THRESHOLDS.read_text()) if THRESHOLDS.exists() else {}
failed = False
for name, count in counts.items():
    if name not in known:
        print(f"{name:16} {count:10,} instructions, none kept: run `instructions.py --write`")
        failed = True
        continue
    change = count / known[name] - 1
    over = change > TOLERANCE
    failed = failed or over
    print(f"{name:16} {count:10,} instructions, kept: {known[name]:10,} ({change:+.1%}){'  more than 3 % over' if over else ''}")
sys.exit(1 if failed else 0)
