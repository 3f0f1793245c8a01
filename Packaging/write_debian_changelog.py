#!/usr/bin/env python3
"""Writes CHANGELOG.md in the form of Debian's changelogs to standard output.

Usage: write_debian_changelog.py MAINTAINER
The date of a version without one is SOURCE_DATE_EPOCH.
"""

import os
import re
import sys
import textwrap
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def entries():
    """The versions of the changelog with their dates and items, newest first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        version = re.match(r"\[([0-9][^\]]*)\](?: - (\d{4}-\d\d-\d\d))?", head)
        if version:
            items = re.findall(r"^- (.*(?:\n  .*)*)", body, re.MULTILINE)
            yield version[1], version[2], [" ".join(item.split()) for item in items]


def main():
    now = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc)
    for version, day, items in entries():
        date = datetime.fromisoformat(f"{day}T00:00:00+00:00") if day else now
        print(f"cloudcompute ({version}) unstable; urgency=medium\n")
        for item in items:
            print(textwrap.fill(item, 79, initial_indent="  * ", subsequent_indent="    ",
                                break_long_words=False, break_on_hyphens=False))
        print(f"\n -- {sys.argv[1]}  {format_datetime(date)}\n")


main()
