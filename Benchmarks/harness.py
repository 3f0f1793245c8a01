"""What every measurement needs: runs of programs with what they cost, servers of canned bytes, terminals, the table."""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = os.environ.get("PROGRAM", str(HERE.parent / ".build/release/cloudcompute"))
PYTHON = str(HERE.parent / ".build/venv/bin/python")
TOOLS = HERE / ".build/release"
KEY = "cc-sandbox"


def setting(name, default):
    return int(os.environ.get(name, default))


def progress(text):
    print(text, file=sys.stderr, flush=True)


@dataclass
class Usage:
    """What a run cost: seconds on the clock, seconds of processor time, the largest memory in MiB."""

    wall: float
    cpu: float
    memory: float
    output: bytes = b""


class Scene:
    """A folder that holds all that the runs write, and the environment that leads there."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.path.chmod(0o755)  # nginx reads its files as another user
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
        self.environment = kept | {
            "HOME": self.folder.name,
            "TERM": "xterm-256color",
            "CLOUDCOMPUTE_API_KEY": KEY,
        }
        self.servers = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.terminate()
            server.wait()
        self.folder.cleanup()

    def start(self, command, **options):
        return subprocess.Popen(command, env=self.environment | options.pop("environment", {}), cwd=self.path, **options)

    def run(self, *command, environment={}, exits=(0,), keeps=False):
        """Runs a command whose output goes into a pipe that is read."""
        start = time.perf_counter()
        process = self.start(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, environment=environment)
        kept = []
        for piece in iter(lambda: process.stdout.read1(1 << 20), b""):
            if keeps:
                kept.append(piece)
        return self.ended(process, command, start, exits, b"".join(kept))

    def run_in_terminal(self, *command, environment={}):
        """Runs a command whose output goes to a terminal of 80 columns."""
        master, slave = pty.openpty()
        start = time.perf_counter()
        process = self.start(command, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, environment=environment)
        os.close(slave)
        drain(master)
        os.close(master)
        return self.ended(process, command, start, (0,))

    def ended(self, process, command, start, exits, output=b""):
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in exits:
            raise SystemExit(f"ended with {process.returncode}: {' '.join(command)}")
        return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)

    def nginx(self, port, locations):
        """Serves what the locations say on a port of 127.0.0.1; returns the origin."""
        folder = self.path / f"nginx-{port}"
        folder.mkdir()
        temporary = " ".join(
            f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "conf").write_text(
            f"""pid {folder}/pid; error_log stderr crit; worker_processes 1; daemon off;
            events {{ worker_connections 8192; }}
            http {{ access_log off; keepalive_requests 100000000; client_body_buffer_size 64k; {temporary}
              server {{ listen 127.0.0.1:{port} backlog=4096; {locations} }} }}"""
        )
        self.servers.append(self.start(["/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "conf")]))
        origin = f"http://127.0.0.1:{port}"
        wait_for(lambda: subprocess.run(["curl", "-s", "-o", "/dev/null", origin]).returncode == 0)
        return origin

    def sandbox(self, *options):
        """Starts the sandbox; returns its base URL and the process."""
        process = self.start([PROGRAM, "sandbox", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.servers.append(process)
        return process.stdout.readline().decode().strip(), process


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("a server does not start")
        time.sleep(0.02)


def drain(descriptor):
    """Reads a terminal to its end."""
    while True:
        try:
            if not os.read(descriptor, 1 << 16):
                return
        except OSError:
            return


def processor_time(process):
    """The seconds of processor time of all threads of a running process, to the nanosecond."""
    total = 0
    for thread in Path(f"/proc/{process.pid}/task").iterdir():
        try:
            total += int((thread / "schedstat").read_text().split()[0])
        except OSError:
            pass
    return total / 1e9


def peak_memory(process):
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0


class Background:
    """Reads a terminal on a thread, and tells when something came last."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.seen = bytearray()
        self.latest = time.perf_counter()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        while True:
            try:
                piece = os.read(self.descriptor, 1 << 16)
            except OSError:
                return
            if not piece:
                return
            self.latest = time.perf_counter()
            self.seen += piece


@dataclass
class Figure:
    """The rounds of one measurement."""

    rounds: list = field(default_factory=list)

    @property
    def median(self):
        return statistics.median(self.rounds)

    def text(self, digits):
        low, high = min(self.rounds), max(self.rounds)
        middle = f"{self.median:,.{digits}f}"
        return middle if len(self.rounds) == 1 else f"{middle} ({low:,.{digits}f}–{high:,.{digits}f})"


class Table:
    """One row a figure, beside its peer of the same run."""

    columns = ("what", "unit", "cloudcompute", "peer", "its figure", "ratio", "goal", "rounds")

    def __init__(self):
        self.rows = []

    def add(self, what, unit, ours, peer="–", theirs=None, goal="–", digits=1, ratio=True, inverse=False):
        """Adds a row; of an `inverse` ratio the peer's figure is the numerator."""
        ours = Figure(list(ours))
        theirs = None if theirs is None else Figure(list(theirs))
        shown = "–"
        if theirs and ratio:
            pair = (theirs, ours) if inverse else (ours, theirs)
            quotient = pair[0].median / pair[1].median if pair[1].median else float("inf")
            shown = f"{quotient:.2f}" if quotient < 100 else f"{quotient:,.0f}"
        theirs_text = theirs.text(digits) if theirs else "–"
        self.append(what, unit, ours.text(digits), peer, theirs_text, shown, goal, str(len(ours.rounds)))

    def append(self, *row):
        """Adds a row as it stands."""
        self.rows.append(row)
        progress("  " + " | ".join(row))

    def print(self):
        widths = [max(len(row[place]) for row in [self.columns, *self.rows]) for place in range(len(self.columns))]
        for place, row in enumerate([self.columns, tuple("-" * width for width in widths), *self.rows]):
            print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")


def interleaved(rounds, *actions):
    """Runs the actions in turn, so many rounds; returns what each gave."""
    results = [[] for _ in actions]
    for _ in range(rounds):
        for place, action in enumerate(actions):
            results[place].append(action())
    return results
