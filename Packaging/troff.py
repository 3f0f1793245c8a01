"""Text and Markdown, as far as the pages in docs/ use it, as lines of troff's man macros."""

import re
import sys


def plain(words):
    """Words without markup; hyphens that are typed stay what they are."""
    words = words.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + words if words[:1] in {".", "'"} else words


def bold(words):
    return f"\\fB{plain(words)}\\fR"


def italic(words):
    return f"\\fI{plain(words)}\\fR"


def inline(words):
    """Code and emphasis in bold, links as their text."""
    words = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", words)
    parts = re.split(r"(`[^`]+`|\*\*[^*]+\*\*)", words)
    line = "".join(bold(part.strip("`*")) if index % 2 else plain(part) for index, part in enumerate(parts) if part)
    return "\\&" + line if line[:1] in {".", "'"} else line


def literal(lines):
    return [".PP", ".RS 4", ".nf", *[plain(line) or "\\&" for line in lines], ".fi", ".RE"]


def paragraph(block):
    return [".PP", inline(" ".join(line.strip() for line in block.split("\n")))]


def table(rows):
    """Each row as a tagged paragraph: the first cell, then the others after the names of their columns."""
    cells = [[cell.strip().replace("\0", "|") for cell in row.replace("\\|", "\0").strip().strip("|").split("|")]
             for row in rows]
    head, lines = cells[0], []
    for row in cells[2:]:
        lines += [".TP", inline(row[0]) or "\\&"]
        others = [(name, cell) for name, cell in zip(head[1:], row[1:]) if cell]
        if len(head) == 2:
            lines.append(inline(others[0][1]) if others else "\\&")
        else:
            lines.append("; ".join(f"{inline(name)}: {inline(cell)}" if name else inline(cell)
                                   for name, cell in others) or "\\&")
    return lines


def from_markdown(text, headings=(".SS", ".SS")):
    """The blocks of a page: headings, fenced code, tables, lists and paragraphs."""
    output, lines, index = [], text.strip("\n").split("\n"), 0
    while index < len(lines):
        line = lines[index]
        kind = ("fence" if line.startswith("```") else "heading" if re.match(r"#+ ", line) else
                "table" if line.startswith("|") else "item" if re.match(r"- |\d+\. ", line) else
                "blank" if not line.strip() else "words")
        start = index
        index += 1
        if kind == "fence":
            while index < len(lines) and not lines[index].startswith("```"):
                index += 1
            output += literal(lines[start + 1:index])
            index += 1
        elif kind == "heading":
            level = len(line) - len(line.lstrip("#"))
            macro = headings[0] if level <= 2 else headings[1]
            words = plain(line.lstrip("# "))
            output.append(f"{macro} {words.upper() if macro == '.SH' else words}")
        elif kind == "table":
            while index < len(lines) and lines[index].startswith("|"):
                index += 1
            output += table(lines[start:index])
        elif kind in {"item", "words"}:
            while index < len(lines) and lines[index].strip() and not re.match(r"```|#+ |\||- |\d+\. ", lines[index]):
                index += 1
            block = "\n".join(lines[start:index])
            if kind == "item":
                mark, words = re.match(r"(-|\d+\.) (.*)", block, re.DOTALL).groups()
                output += [f".IP {plain(mark) if mark != '-' else chr(92) + '(bu'} 4", *paragraph(words)[1:]]
            else:
                output += paragraph(block)
    return output


def section_of(title, pages):
    """The text below a heading of that name, up to the next one as high; of the first page that has it."""
    for page in pages:
        text = page.read_text(encoding="utf-8")
        found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^\1 |\Z)", text, re.MULTILINE | re.DOTALL)
        if found:
            below = found[2] if found[1] != "#" else found[2].split("\n## ")[0]
            return below
    return sys.exit(f"No page has a section {title}.")
