"""What a person at the chat waits for: the prompt, the echo of a key, the lists of a large store."""

import os
import pty
import signal
import time

from harness import HERE, PROGRAM, PYTHON, Background, interleaved, processor_time, setting

PROMPT = b"> "


class Chat:
    """A chat at a terminal of its own."""

    def __init__(self, scene, base_url, home):
        self.master, slave = pty.openpty()
        self.start = time.perf_counter()
        self.process = scene.start(
            [PROGRAM, "chat", "-m", "=sandbox/small", "--base-url", base_url], stdin=slave, stdout=slave, stderr=slave,
            start_new_session=True, environment={"HOME": str(home)})
        os.close(slave)
        self.screen = Background(self.master)
        self.wait_for(PROMPT)
        self.opened = self.screen.latest - self.start
        self.cpu = processor_time(self.process)

    def wait_for(self, text, start=0):
        end = time.monotonic() + 20
        while text not in self.screen.seen[start:]:
            if time.monotonic() > end:
                raise SystemExit(f"{text!r} does not come: {bytes(self.screen.seen[-400:])!r}")
            time.sleep(0.0002)

    def press(self, key):
        start = len(self.screen.seen)
        os.write(self.master, key)
        self.wait_for(key, start)

    def end(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.master)


def home(scene, name, base_url, lines=0, turns=0):
    folder = scene.path / name
    state = folder / ".local/state/cloudcompute"
    state.mkdir(parents=True)
    environment = {"HOME": str(folder)}
    scene.run(PROGRAM, "history", "list", environment=environment)
    if lines:
        entries = "".join(f"question\\040number\\040{number}\\040of\\040many\n" for number in range(lines))
        (state / "input-history").write_text("_HiStOrY_V2_\n" + entries)
    if turns:
        store = folder / ".local/share/cloudcompute/conversations.db"
        scene.run(PYTHON, str(HERE / "fill_store.py"), str(store), str(turns // 10), str(turns))
    return folder


def keystroke(scene, base_url, folder):
    """Milliseconds of processor time a key, in the middle of a line."""
    chat = Chat(scene, base_url, folder)
    for key in b"abcdefghij":
        chat.press(bytes([key]))
    time.sleep(0.2)
    before = processor_time(chat.process)
    keys = [bytes([97 + number % 26]) for number in range(50)]
    for key in keys:
        chat.press(key)
    spent = processor_time(chat.process) - before
    chat.end()
    return 1000 * spent / len(keys)


def opening(scene, base_url, folder):
    """Milliseconds to the prompt: on the clock and of processor time."""
    chat = Chat(scene, base_url, folder)
    chat.end()
    return 1000 * chat.opened, 1000 * chat.cpu


def measure(scene, table):
    base_url, _ = scene.sandbox()
    lines, turns = setting("HISTORY", 10_000), setting("TURNS", 100_000)
    empty = home(scene, "empty", base_url)
    typed = home(scene, "typed", base_url, lines=lines)
    stored = home(scene, "stored", base_url, turns=turns)
    keys = interleaved(
        setting("ROUNDS", 3), lambda: keystroke(scene, base_url, typed), lambda: keystroke(scene, base_url, empty))
    table.add(f"a key, history of {lines:,} lines", "ms of CPU", keys[0], "no history", keys[1], "≤ 1 ms", digits=2, ratio=False)
    for what, peer, folder in [
        (f"{turns:,} turns", "empty store", stored), (f"{lines:,} typed lines", "no history", typed)
    ]:
        ours, theirs = interleaved(
            setting("OPENINGS", 15), lambda: opening(scene, base_url, folder), lambda: opening(scene, base_url, empty))
        for place, unit in enumerate(["ms", "ms of CPU"]):
            table.add(
                f"`chat` to its prompt, {what}", unit, [pair[place] for pair in ours], peer, [pair[place] for pair in theirs],
                "≤ 10 ms more", ratio=False)
    environment = {"HOME": str(stored)}
    for what in (["list"], ["search", "единственное"], ["search", "общее"], ["show"]):
        usages, bare = interleaved(
            5, lambda: scene.run(PROGRAM, "history", *what, environment=environment),
            lambda: scene.run(PROGRAM, "history", "list", environment={"HOME": str(empty)}))
        table.add(
            f"`history {' '.join(what)}`, {turns:,} turns", "ms", [1000 * usage.wall for usage in usages], "empty store",
            [1000 * usage.wall for usage in bare], ratio=False)
