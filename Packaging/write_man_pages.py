#!/usr/bin/env python3
"""Writes the man pages: one for the program, one for each noun, one for the files of batches.

Usage: write_man_pages.py PROGRAM FOLDER
Commands and options are those that the program tells of itself; exit codes, settings and file formats are those of the
pages in docs/. The date is SOURCE_DATE_EPOCH.
"""

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

from troff import bold, from_markdown, inline, italic, literal, paragraph, plain, section_of

ROOT = Path(__file__).resolve().parent.parent


class Pages:
    def __init__(self, program, folder):
        told = subprocess.run([program, "--experimental-dump-help"], check=True, capture_output=True, text=True)
        self.root = json.loads(told.stdout)["command"]
        self.version = subprocess.run([ROOT / "Packaging/version"], check=True, capture_output=True, text=True)
        self.version = self.version.stdout.strip()
        self.folder = Path(folder)
        self.date = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc).strftime("%Y-%m-%d")
        self.shared = self.shared_options()

    def shared_options(self):
        """The global options, and those of help and version, which the page of the program lists for all.

        Commands that talk to no server show a part of them.
        """
        leaves = [leaf for noun in nouns(self.root) for leaf in (nouns(noun) or [noun])]
        shared = max(([one for one in options(leaf) if is_global(one)] for leaf in leaves), key=len)
        return shared + [one for one in options(leaves[0]) if all(one in options(leaf) for leaf in leaves)
                         and one not in shared]

    def own_options(self, command):
        return [one for one in options(command) if not is_global(one) and one not in self.shared]

    def write(self, name, number, summary, body):
        title = f'.TH "{name.upper()}" "{number}" "{self.date}" "cloudcompute {self.version}" "{MANUALS[number]}"'
        folder = self.folder / f"man{number}"
        folder.mkdir(parents=True, exist_ok=True)
        page = [title, ".nh", ".ad l", ".SH NAME", f"{plain(name)} \\- {plain(lowered(summary))}", *body]
        (folder / f"{name}.{number}").write_text("\n".join(page) + "\n", encoding="utf-8")

    def write_program(self):
        body = [".SH SYNOPSIS", f"{bold('cloudcompute')} {italic('command')} [{italic('options')}]", ".SH DESCRIPTION"]
        body += description(self.root)
        body += [".SH COMMANDS"]
        for noun in nouns(self.root):
            body += [".TP", f"{bold('cloudcompute-' + noun['commandName'])}(1)", inline(noun["abstract"])]
        body += [".SH GLOBAL OPTIONS", "Every command takes these, before or after its name."]
        body += [line for option in self.shared for line in option_lines(option)]
        body += [".SH EXIT STATUS", *from_markdown(section_of("Exit codes", PAGES))]
        body += [".SH FILES AND ENVIRONMENT", *from_markdown(section_of("Configuration", PAGES))]
        body += from_markdown(section_of("Other files", PAGES))
        names = [f"cloudcompute-{noun['commandName']}(1)" for noun in nouns(self.root)] + ["cloudcompute-batch(5)"]
        self.write("cloudcompute", 1, self.root["abstract"], body + see_also(names) + bugs())

    def write_noun(self, noun):
        name = f"cloudcompute-{noun['commandName']}"
        verbs = nouns(noun)
        body = [".SH SYNOPSIS"]
        for command in verbs or [noun]:
            body += [".nf" if command is (verbs or [noun])[0] else ".br", synopsis(self.own_options(command), command)]
        body += [".fi", ".SH DESCRIPTION", inline(noun["abstract"]), *description(noun)]
        for command in verbs:
            body += [f".SH {bold(name.replace('-', ' ', 1) + ' ' + command['commandName'])}"]
            body += [inline(command["abstract"]), *description(command), *self.option_sections(command, ".SS")]
        if not verbs:
            body += self.option_sections(noun, ".SH")
        if self.shared:
            body += [".SH GLOBAL OPTIONS", "Those of", f"{bold('cloudcompute')}(1)."]
        others = ["cloudcompute(1)"] + (["cloudcompute-batch(5)"] if noun["commandName"] == "batch" else [])
        self.write(name, 1, noun["abstract"], body + see_also(others))

    def option_sections(self, command, macro):
        lines, heading = [], None
        arguments = [option for option in self.own_options(command) if option["kind"] == "positional"]
        rest = [option for option in self.own_options(command) if option["kind"] != "positional"]
        # Those without a section of their own come first.
        for option in arguments + sorted(rest, key=lambda option: "sectionTitle" in option):
            title = "Arguments" if option["kind"] == "positional" else option.get("sectionTitle", "Options")
            if title != heading:
                heading = title
                lines.append(f"{macro} {plain(title.upper() if macro == '.SH' else title)}")
            lines += option_lines(option)
        return lines

    def write_batch_files(self):
        text = (ROOT / "docs/batch-format.md").read_text(encoding="utf-8")
        text = re.sub(r"Every block of commands on this page[^.]*\.", "", text)
        body = [".SH DESCRIPTION", *from_markdown(text.split("\n", 1)[1], headings=(".SH", ".SS"))]
        self.write("cloudcompute-batch", 5, "the files of batch runs", body + see_also(["cloudcompute-batch(1)"]))


MANUALS = {1: "User Commands", 5: "File Formats"}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def nouns(command):
    return [one for one in command.get("subcommands", []) if one["commandName"] != "help" and one["shouldDisplay"]]


def options(command):
    return [one for one in command.get("arguments", []) if one["shouldDisplay"]]


def is_global(option):
    return option.get("sectionTitle") == "Global options"


def description(command):
    """A discussion as paragraphs; what is indented, such as examples, as it stands."""
    lines = []
    for block in re.split(r"\n\s*\n", command.get("discussion", "").strip("\n")):
        head, _, rest = block.partition("\n")
        if head in ("Example:", "Examples:"):
            lines += [".PP", head, *literal([line.strip() for line in rest.split("\n")])]
        elif block.startswith("  "):
            lines += literal([line[2:] for line in block.split("\n")])
        elif block:
            lines += paragraph(block)
    return lines


def lowered(sentence):
    return (sentence[:1].lower() + sentence[1:]).rstrip(".").replace("`", "")


def spelled(name):
    return ("-" if name["kind"] == "short" else "--") + name["name"]


def option_lines(option):
    if option["kind"] == "positional":
        head = italic(option["valueName"])
    else:
        names = sorted(option["names"], key=lambda name: name["kind"] != "short")
        head = ", ".join(bold(spelled(name)) for name in names)
        head += f" {italic(option['valueName'])}" if option["kind"] == "option" else ""
    words = " ".join(filter(None, [option.get("abstract", ""), option.get("discussion", "")]))
    if option.get("defaultValue"):
        # An option that may stand without a value tells what it means then.
        kind = "without a value" if option["parsingStrategy"] == "scanningForValue" else "default"
        words += f" ({kind}: {option['defaultValue']})"
    return [".TP", head, inline(words) if words else "\\&"]


def synopsis(own, command):
    words = [bold(" ".join([*command.get("superCommands", []), command["commandName"]])), f"[{italic('options')}]"]
    for option in own:
        many = "..." if option["isRepeating"] else ""
        if option["kind"] == "positional":
            word = italic(option["valueName"]) + many
            words.append(f"[{word}]" if option["isOptional"] else word)
        elif not option["isOptional"]:
            words.append(f"{bold(spelled(option['preferredName']))} {italic(option['valueName'])}{many}")
    return " ".join(words)


def see_also(names):
    pages = [re.fullmatch(r"(.*)\((\d)\)", name) for name in names]
    return [".SH SEE ALSO", ",\n".join(f"{bold(page[1])}({page[2]})" for page in pages)]


def bugs():
    return [".SH REPORTING BUGS", "SECURITY.md beside the documentation says how faults of security are reported."]


def main():
    pages = Pages(*sys.argv[1:3])
    pages.write_program()
    for noun in nouns(pages.root):
        pages.write_noun(noun)
    pages.write_batch_files()


main()
