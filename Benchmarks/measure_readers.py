"""The commands that read large files, as `readers.sh` measures them, beside `jq` over the same files."""

import os
import re
import subprocess

from harness import HERE, PROGRAM

LINE = re.compile(r"(.{26}) +(\d+) MB +[\d.]+ s +(\d+) MB/s +\((\d+) to (\d+)\), (\d+) MiB")


def measure(scene, table):
    output = subprocess.run(
        [str(HERE / "readers.sh")], env=os.environ | {"PROGRAM": PROGRAM}, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    peers = {}
    for name, size, best, low, high, memory in LINE.findall(output):
        name, best, speed = name.strip(), int(best), f"{int(best):,} ({low}–{high})"
        if name.startswith(("wc ", "jq ")):
            tool, file = name.split()[0], name.split()[-1]
            peers[tool, file] = (best, speed)
            continue
        peer, theirs = peers.get(("jq", name.split()[-1]), (None, "–"))
        ratio = f"{best / peer:.2f}" if peer else "–"
        table.append(
            f"`{name}`, {size} MB", "MB/s of CPU", speed, "`jq -c .id`" if peer else "–", theirs, ratio, "≥ 200", "best")
        table.append(f"`{name}`, memory", "MiB", memory, "–", "–", "–", "–", "most")
    if not peers:
        raise SystemExit(f"readers.sh tells nothing that is known here:\n{output}")
