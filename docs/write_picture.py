"""Draws docs/terminal.svg: a session of the built program in a terminal, as SVG on standard output.

Usage: write_picture.py PROGRAM, with a Python that has what Tests/CLITests/requirements.txt lists. A shell in a pseudo-terminal runs the
commands below against the program's own sandbox, which says the same thing each time.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Tests/CLITests"))

import pyte  # noqa: E402
from screen import Screen  # noqa: E402

COMMANDS = [
    "cloudcompute models --sandbox",
    'cloudcompute ask --sandbox --quiet "What is a GPU good for?"',
]
COLUMNS, ROWS = 84, 30
SECONDS = 60

CELL, LINE, SIZE = 8.4, 18, 14
MARGIN, BAR = 16, 30
BACKGROUND, FOREGROUND = "#161b22", "#e6edf3"
COLOURS = {
    "black": "#484f58", "red": "#ff7b72", "green": "#3fb950", "brown": "#d29922", "blue": "#58a6ff", "magenta": "#bc8cff",
    "cyan": "#39c5cf", "white": "#b1bac4", "brightblack": "#6e7681", "brightred": "#ffa198", "brightgreen": "#56d364",
    "brightbrown": "#e3b341", "brightyellow": "#e3b341", "brightblue": "#79c0ff", "brightmagenta": "#d2a8ff",
    "brightcyan": "#56d4dd", "brightwhite": "#ffffff",
}  # fmt: skip


def session(program):
    """What the terminal is sent while the commands are typed."""
    path = f"{Path(program).resolve().parent}:/usr/bin:/bin"
    with tempfile.TemporaryDirectory() as home:
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(home)
            # The prompt sets the title to the number of the command, which is how its coming is noticed.
            prompt = r"\[\e]0;\#\a\]\[\e[32m\]$\[\e[0m\] "
            variables = {"PATH": path, "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color", "PS1": prompt}
            os.execve("/bin/bash", ["bash", "--norc", "--noprofile", "-i"], variables)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        data = b""
        deadline = time.monotonic() + SECONDS
        for number, command in enumerate([*COMMANDS, "exit"], 1):
            while f"\x1b]0;{number}\x07".encode() not in data:
                readable, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
                piece = os.read(terminal, 65536) if readable else b""
                if not piece:
                    sys.exit(f"The shell gives no prompt; it wrote {data!r}")
                data += piece
            if command != "exit":
                # The line is empty after the prompt; what is typed comes back as the terminal's echo.
                os.write(terminal, f"{command}\n".encode())
        os.write(terminal, b"exit\n")
        while select.select([terminal], [], [], SECONDS)[0]:
            try:
                if not os.read(terminal, 65536):
                    break
            except OSError:
                break
        os.waitpid(process, 0)
        return data


def style(cell):
    colour = COLOURS.get(cell.fg, FOREGROUND if cell.fg == "default" else f"#{cell.fg}")
    ground = None if cell.bg == "default" else COLOURS.get(cell.bg, f"#{cell.bg}")
    if cell.reverse:
        colour, ground = ground or BACKGROUND, colour
    words = [f'fill="{colour}"']
    words += ['font-weight="bold"'] if cell.bold else []
    words += ['font-style="italic"'] if cell.italics else []
    words += ['text-decoration="underline"'] if cell.underscore else []
    words += ['opacity="0.65"'] if cell.dim else []
    return " ".join(words), ground


def runs(cells):
    """The runs of cells of one style: column, width, text, style."""
    while cells and cells[-1].data == " " and not style(cells[-1])[1]:
        cells = cells[:-1]
    start = 0
    while start < len(cells):
        end = start
        while end < len(cells) and style(cells[end]) == style(cells[start]):
            end += 1
        yield start, end - start, "".join(cell.data for cell in cells[start:end]), style(cells[start])
        start = end


def draw(screen):
    rows = [screen.cells(y) for y in range(screen.lines)]
    while rows and not "".join(cell.data for cell in rows[-1]).strip():
        rows.pop()
    width, height = 2 * MARGIN + COLUMNS * CELL, BAR + MARGIN + len(rows) * LINE
    title = " and ".join(COMMANDS).replace('"', "'")
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" viewBox="0 0 {width:.0f} {height}" '
        f'role="img" aria-label="{escape(title)}">'
    )
    yield f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>'
    for x, colour in enumerate(["#ff5f57", "#febc2e", "#28c840"]):
        yield f'<circle cx="{20 + 20 * x}" cy="16" r="6" fill="{colour}"/>'
    yield f'<g font-family="ui-monospace,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="{SIZE}">'
    for y, cells in enumerate(rows):
        top = BAR + y * LINE
        for x, count, text, (words, ground) in runs(cells):
            left, span = MARGIN + x * CELL, count * CELL
            if ground:
                yield f'<rect x="{left:.1f}" y="{top}" width="{span:.1f}" height="{LINE}" fill="{ground}"/>'
            if text.strip():
                yield (
                    f'<text x="{left:.1f}" y="{top + SIZE}" textLength="{span:.1f}" xml:space="preserve" {words}>'
                    f"{escape(text)}</text>"
                )
    yield "</g>"
    yield "</svg>"


def main():
    screen = Screen(COLUMNS, ROWS)
    pyte.ByteStream(screen).feed(session(sys.argv[1]))
    if screen.history:
        sys.exit(f"The session has {len(screen.history)} rows too many for the picture.")
    print("\n".join(draw(screen)))


main()
