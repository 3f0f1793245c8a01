"""Keeps the inputs that reach most: of .build/corpora/TARGET, so many as fit into Corpora/TARGET beside its seeds.

Fuzz/keep.py TARGET...
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
MAXIMUM_FILES = 40
MAXIMUM_BYTES = 64 << 10
PREFIX = "reached-"


def reached(target, folders):
    """What each input reaches, by libFuzzer's own account of a merge; the inputs in the first folder are known."""
    with tempfile.TemporaryDirectory() as scratch:
        account = pathlib.Path(scratch, "account")
        pathlib.Path(scratch, "merged").mkdir()
        subprocess.run(
            [FOLDER / ".build/release/fuzz", "-set_cover_merge=1", f"-merge_control_file={account}", f"{scratch}/merged", *folders],
            env=os.environ | {"FUZZ_TARGET": target, "SWIFT_BACKTRACE": "enable=no"},
            check=True, capture_output=True)
        lines = account.read_text().splitlines()
    count = int(lines[0])
    paths = lines[2:2 + count]
    features = {}
    for line in lines[2 + count:]:
        kind, number, *rest = line.split()
        if kind == "FT":
            features[paths[int(number)]] = set(rest)
    return features


def keep(target):
    kept = FOLDER / "Corpora" / target
    for path in kept.glob(PREFIX + "*"):
        path.unlink()
    found = FOLDER / "Found" / target
    found.mkdir(exist_ok=True)
    features = reached(target, [kept, found, FOLDER / ".build/corpora" / target])
    known = set()
    for path in list(features):
        if not path.startswith(str(FOLDER / ".build")):
            known |= features.pop(path)
    files, size = 0, 0
    while features and files < MAXIMUM_FILES:
        path = max(features, key=lambda path: (len(features[path] - known), -os.path.getsize(path)))
        news = features.pop(path) - known
        if not news:
            break
        if size + os.path.getsize(path) > MAXIMUM_BYTES:
            continue
        shutil.copyfile(path, kept / (PREFIX + os.path.basename(path)[:12]))
        known |= news
        files, size = files + 1, size + os.path.getsize(path)
    print(f"{target}: {files} inputs of {size} bytes are kept; they reach {len(known)}")


for name in sys.argv[1:]:
    keep(name)
