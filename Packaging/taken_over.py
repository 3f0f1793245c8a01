"""Code of other projects that Swift packages have taken over, and where its licence stands, which is often not in the package's own."""

import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

LICENCES = Path(__file__).resolve().parent / "licences"


@dataclass
class TakenOver:
    name: str
    licence: str  # an SPDX expression
    origin: str
    # Of the notice in a source file: the file, from the folder of the module on, and how the notice begins.
    notice: tuple[str, str] | None = None
    texts: list[str] = field(default_factory=list)  # files, in Packaging/licences or in the folder of the module
    copyrights: bool = False  # the lines of all sources that name a holder belong to it
    version: tuple[str, str] | None = None  # the file that tells it, and what stands around its numbers


BORINGSSL = TakenOver("BoringSSL", "Apache-2.0", "https://boringssl.googlesource.com/boringssl", copyrights=True,
                      texts=["fiat-crypto.txt"], version=("hash.txt", r"[0-9a-f]{40}"))

# By module.
TAKEN_OVER = {
    "CCryptoBoringSSL": BORINGSSL,
    "CNIOAtomics": TakenOver("cpp_magic.h of uSHET", "MIT", "https://github.com/18sg/uSHET", texts=["ushet.txt"]),
    "CNIOBoringSSL": BORINGSSL,
    "CNIOExtrasZlib": TakenOver("zlib", "Zlib", "https://www.zlib.net",
                                notice=("include/nioextras-zlib.h", "Copyright (C) 1995"),
                                version=("vendored-zlib.version", r"\d\S*")),
    "CNIOLLHTTP": TakenOver("llhttp", "MIT", "https://github.com/nodejs/llhttp", texts=["LICENSE"],
                            version=("include/c_nio_llhttp.h", r"LLHTTP_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)")),
    "CNIOSHA1": TakenOver("sha1.c of the WIDE project", "BSD-3-Clause", "https://github.com/freebsd/freebsd-src",
                          notice=("c_nio_sha1.c", "Copyright (C) 1995")),
    "CXKCP": TakenOver("XKCP", "CC0-1.0 AND Brian-Gladman-3-Clause", "https://github.com/XKCP/XKCP", texts=["xkcp.txt"]),
    "CYaml": TakenOver("LibYAML", "MIT", "https://github.com/yaml/libyaml", texts=["libyaml.txt"]),
    "GRDB": TakenOver("Inflections of Active Support", "MIT", "https://github.com/rails/rails",
                      notice=("Utils/Inflections+English.swift", "Copyright (c) 2005")),
}


def copyright_lines(folder):
    lines = set()
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".c", ".cc", ".h", ".inc", ".S"}:
            head = file.read_text(encoding="utf-8", errors="replace")[:4000]
            found = re.findall(r"^[ \t/*#]*(Copyright[^\n]*\d{4}[^\n]*?)[ \t*/]*$", head, re.MULTILINE)
            lines.update(line for line in found if "Apple" not in line)
    return "\n".join(sorted(lines))


def notice(file, beginning):
    """A part of a comment, from the line that holds its beginning to the comment's end."""
    lines = file.read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(lines) if beginning in line)
    slashes = lines[start].startswith("//")
    words = []
    for line in lines[start:]:
        if "*/" in line or (slashes and not line.startswith("//")):
            break
        words.append(re.sub(r"^(//| ?\*)? ?", "", line).rstrip())
    return textwrap.dedent("\n".join(words)).strip("\n")


def texts_of(part, folder):
    files = [next(path for path in (LICENCES / name, folder / name) if path.exists()) for name in part.texts]
    texts = [copyright_lines(folder)] if part.copyrights else []
    texts += [file.read_text(encoding="utf-8").strip("\n") for file in files]
    return texts + ([notice(folder / part.notice[0], part.notice[1])] if part.notice else [])


def version_of(part, folder):
    if part.version is None:
        return "NOASSERTION"
    file, pattern = part.version
    return ".".join(re.findall(pattern, (folder / file).read_text(encoding="utf-8"))[:3])
