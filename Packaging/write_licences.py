#!/usr/bin/env python3
"""Writes the licence of the program and of everything that is linked into it to standard output.

Usage: write_licences.py [--debian] PROGRAM
With --debian in the form of a package's copyright file, which refers to the licences that Debian keeps.
"""

import re
import sys
from pathlib import Path

from components import ROOT, components, text

APACHE = "On Debian systems the Apache License, version 2.0, is in /usr/share/common-licenses/Apache-2.0."


def for_debian(licence):
    """The text without the Apache licence, of which Debian has a copy, and with what stands after it."""
    if "Apache License" not in licence[:300]:
        return licence
    exception = re.search(r"^#+ *Runtime Library Exception.*", licence, re.MULTILINE | re.DOTALL)
    return APACHE + ("\n\n" + exception[0].strip() if exception else "")


def main():
    debian = sys.argv[1] == "--debian"
    found = components(Path(sys.argv[-1]))
    print("cloudcompute is under this licence:\n")
    print(text(ROOT / "LICENSE"))
    print("\nThe program contains these libraries:\n")
    for part in found:
        version = "" if part.version == "NOASSERTION" else f" {part.version}"
        inside = f" (in {part.inside})" if part.inside else ""
        print(f"  {part.name}{version}{inside}: {part.licence}\n    {part.origin}")
    names_of = {}
    for part in found:
        for words in part.texts:
            names_of.setdefault(for_debian(words) if debian else words, []).append(part.name)
    for words, names in names_of.items():
        print(f"\n{'=' * 78}\n{', '.join(dict.fromkeys(names))}\n{'=' * 78}\n\n{words}")


main()
