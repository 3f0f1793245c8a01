"""Shows what a terminal would show.

Reads {"columns", "rows", "bytes_base64", "resizes": [{"after", "columns", "rows"}]} as JSON from standard input, feeds
the bytes to a terminal of that size, and prints as JSON what then stands on it. `after` counts bytes; a resize happens
before the byte of that offset. Rows and columns count from 0. A character is as wide as its scalars are one by one.

There is no alternate screen, and DCS, APC, PM and SOS are shown as text.
"""

import base64
import json
import sys
import unicodedata
from typing import NamedTuple

import pyte
from pyte import graphics, modes
from wcwidth import wcwidth

STYLES = ["bold", "dim", "italics", "underscore", "strikethrough", "reverse", "blink"]


class Cell(NamedTuple):
    """pyte's Char and `dim`, which it does not know."""

    data: str
    fg: str = "default"
    bg: str = "default"
    bold: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False
    dim: bool = False


graphics.TEXT[2] = "+dim"


class Screen(pyte.Screen):
    """pyte's screen with a history, and with wide and zero-width characters as xterm has them."""

    def __init__(self, columns, rows):
        self.history = []
        super().__init__(columns, rows)

    @property
    def default_char(self):
        return Cell(" ", reverse=modes.DECSCNM in self.mode)

    def reset(self):
        super().reset()
        self.cursor.attrs = self.default_char

    def draw(self, data):
        for character in data:
            width = wcwidth(character)
            # pyte would drop the rest of the text after a joiner or a variation selector.
            if width <= 0:
                self.combine(character)
                continue
            # pyte would leave half of a wide character at the end of the row.
            if width == 2 and self.cursor.x == self.columns - 1 and modes.DECAWM in self.mode:
                self.cursor.x = self.columns
            if self.cursor.x < self.columns:
                self.break_wide_characters(width)
            super().draw(character)

    def combine(self, character):
        """Adds a character that takes no cell to the one before the cursor."""
        row, x = self.buffer[self.cursor.y], self.cursor.x - 1
        if x > 0 and row[x].data == "":
            x -= 1
        if x >= 0 and unicodedata.category(character) != "Cc":
            row[x] = row[x]._replace(data=row[x].data + character)

    def break_wide_characters(self, width):
        """Blanks what is left of a wide character once one of its cells is written over."""
        row, x = self.buffer[self.cursor.y], self.cursor.x
        if x > 0 and row[x].data == "":
            row[x - 1] = row[x - 1]._replace(data=" ")
        end = x + width
        if end < self.columns and row[end].data == "":
            row[end] = row[end]._replace(data=" ")

    def select_graphic_rendition(self, *attributes, private=False):
        if private:
            return
        rest = list(attributes) or [0]
        while rest:
            # 38 and 48 begin a colour, whose numbers are no attributes.
            count = {5: 3, 2: 5}.get(rest[1], 1) if rest[0] in (38, 48) and len(rest) > 1 else 1
            group, rest = rest[:count], rest[count:]
            super().select_graphic_rendition(*group)
            if group == [22]:
                self.cursor.attrs = self.cursor.attrs._replace(dim=False)

    def index(self):
        top, bottom = self.margins or (0, self.lines - 1)
        if self.cursor.y == bottom and top == 0:
            self.history.append(self.text(0))
        super().index()

    def erase_in_display(self, how=0, *arguments, **options):
        # 3 is the history alone; pyte would erase the screen too.
        if how == 3:
            self.history.clear()
        else:
            super().erase_in_display(how, *arguments, **options)

    def resize(self, lines=None, columns=None):
        """Takes rows from the top only where the cursor would be lost; does not wrap anew."""
        lines, columns = lines or self.lines, columns or self.columns
        surplus = max(0, self.cursor.y + 1 - lines)
        self.history += [self.text(y) for y in range(surplus)]
        kept = {y - surplus: row for y, row in self.buffer.items() if surplus <= y < surplus + lines}
        self.buffer.clear()
        self.buffer.update(kept)
        self.cursor.y -= surplus
        self.lines = min(self.lines, lines)
        super().resize(lines, columns)
        self.set_margins()
        self.cursor.x = min(self.cursor.x, columns - 1)

    def cells(self, y):
        return [self.buffer[y][x] for x in range(self.columns)]

    def text(self, y):
        return "".join(cell.data for cell in self.cells(y)).rstrip(" ")

    def spans(self, style):
        """The runs of cells in a style, each with its text; blanks at the end of a row are left out."""
        result = []
        for y in range(self.lines):
            cells = self.cells(y)
            while cells and cells[-1].data == " ":
                cells.pop()
            start = None
            for x in range(len(cells) + 1):
                has_style = x < len(cells) and getattr(cells[x], style)
                if has_style and start is None:
                    start = x
                elif not has_style and start is not None:
                    text = "".join(cell.data for cell in cells[start:x])
                    result.append({"y": y, "start": start, "end": x, "text": text})
                    start = None
        return result


def name_of_mode(mode):
    """The mode's number, after a question mark where it is a private one: pyte keeps those shifted by five bits."""
    return f"?{mode >> 5}" if mode >= 32 else str(mode)


def main():
    request = json.load(sys.stdin)
    data = base64.b64decode(request["bytes_base64"])
    screen = Screen(request["columns"], request["rows"])
    stream = pyte.ByteStream(screen)
    position = 0
    for resize in request.get("resizes") or []:
        stream.feed(data[position : resize["after"]])
        position = resize["after"]
        screen.resize(resize["rows"], resize["columns"])
    stream.feed(data[position:])
    json.dump(
        {
            "lines": [screen.text(y) for y in range(screen.lines)],
            "history": screen.history,
            # Past the last column the cursor waits on it for the next character.
            "cursor": {"x": min(screen.cursor.x, screen.columns - 1), "y": screen.cursor.y},
            "title": screen.title,
            "modes": sorted(name_of_mode(mode) for mode in screen.mode),
            "styles": {style: screen.spans(style) for style in STYLES},
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
