"""Measures the program beside its peers and prints one table: bench.py [start|ask|streams|batch|chat|readers]…

Only ratios of one run mean anything; each figure is the median of its rounds, with the least and the greatest.
Environment: ROUNDS, STARTS, OPENINGS, COUNT, SDK_COUNT, CHUNKS, MEGABYTES, HISTORY, TURNS.
"""

import importlib
import sys

from harness import Scene, Table, progress

SECTIONS = ["start", "ask", "streams", "batch", "chat", "readers"]

table = Table()
for name in sys.argv[1:] or SECTIONS:
    if name not in SECTIONS:
        raise SystemExit(f"There is no section {name}, only {', '.join(SECTIONS)}.")
    progress(f"== {name}")
    with Scene() as scene:
        importlib.import_module(f"measure_{name}").measure(scene, table)
table.print()
