"""Runs a command some times and prints how many megabytes of its files it read in a second of CPU time.

Usage: reader_speed.py ROUNDS NAME FILE... -- COMMAND...
"""

import os
import sys

rounds, name = int(sys.argv[1]), sys.argv[2]
split = sys.argv.index("--")
files, command = sys.argv[3:split], sys.argv[split + 1 :]
size = sum(os.path.getsize(file) for file in files) / 1e6
times, memory = [], 0
for _ in range(rounds):
    child = os.fork()
    if child == 0:
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 75):
        sys.exit(f"{name}: {' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    times.append(usage.ru_utime + usage.ru_stime)
    memory = max(memory, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))
print(
    f"{name:26} {size:6.0f} MB {min(times):7.2f} s {size / min(times):7.0f} MB/s"
    f"   ({size / max(times):.0f} to {size / min(times):.0f}), {memory:.0f} MiB"
)
