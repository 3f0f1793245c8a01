"""Many paced streams at once: what a chunk costs the client and the sandbox, and how late it is."""

import json

from harness import PROGRAM, TOOLS, processor_time, setting

RATE = 20


def quantile(values, share):
    values.sort()
    return values[min(len(values) - 1, int(share * len(values)))] if values else 0.0


def delays(arrivals):
    """How late each piece of one stream is, in milliseconds, behind the piece that is the least late."""
    offsets = [time - place * 1000 / RATE for place, time in enumerate(arrivals)]
    least = min(offsets, default=0)
    return [offset - least for offset in offsets]


def of_batch(path):
    pieces, late = 0, []
    with path.open() as file:
        for line in file:
            timings = json.loads(line)["timings"]
            arrivals = [timings["time_to_first_token"]]
            for gap in timings["inter_token_latencies"]:
                arrivals.append(arrivals[-1] + gap)
            pieces += len(arrivals)
            late += delays(arrivals)
    return pieces, quantile(late, 0.99)


def measure(scene, table):
    server, sandbox = scene.sandbox("--token-rate", str(RATE))
    for streams in (500, 2000):
        lines = scene.path / f"streams-{streams}.jsonl"
        lines.write_text("".join(f'{{"prompt":"question {number}"}}\n' for number in range(streams)))
        output = scene.path / f"streamed-{streams}.jsonl"
        before = processor_time(sandbox)
        ours = scene.run(
            PROGRAM, "batch", "run", str(lines), "-o", str(output), "--stream", "-j", str(streams), "-m", "=sandbox/small",
            "-q", environment={"CLOUDCOMPUTE_BASE_URL": server})
        serving = processor_time(sandbox) - before
        pieces, late = of_batch(output)
        loop = scene.run(
            str(TOOLS / "bare-streams"), f"{server}/chat/completions", str(streams), "sandbox/small", str(RATE), keeps=True)
        bare = json.loads(loop.output)
        what = f"{streams:,} streams of {RATE} tokens/s"
        table.add(
            what, "µs of CPU a chunk", [1e6 * ours.cpu / pieces], "bare loop", [1e6 * loop.cpu / bare["pieces"]], "≤ 15 µs")
        table.add(f"{what}, memory", "MiB", [ours.memory], "bare loop", [loop.memory], "≤ 120 MiB" if streams == 2000 else "–")
        table.add(
            f"{what}, delay of a chunk, p99", "ms", [late], "bare loop", [bare["late"]], "≤ 5 ms more" if streams == 500 else "–",
            ratio=False)
        table.add(f"{what}, the sandbox", "µs of CPU a chunk", [1e6 * serving / pieces], goal="≤ 25 µs")
