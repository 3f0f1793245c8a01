"""What is linked into the program: Swift packages, what they have taken over, Debian's static libraries, Swift's own.

Known from the build itself: the linker's list of objects names the modules, Package.resolved the versions, dpkg the
owners of the static libraries. A module whose package is not found ends the script, lest a licence is left out. Each
text is taken over; where no SPDX identifier is known for it, the licence is NOASSERTION.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from taken_over import LICENCES, TAKEN_OVER, texts_of, version_of

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build"


@dataclass
class Component:
    name: str
    version: str
    licence: str  # an SPDX expression
    origin: str  # where its source is
    texts: list[str] = field(default_factory=list)
    purl: str = ""
    inside: str = ""  # the component that has taken it over


def fail(sentence):
    sys.exit(f"{Path(sys.argv[0]).name}: {sentence}")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def text(path):
    return path.read_text(encoding="utf-8").strip("\n")


# By source package of Debian, without the number in its name.
DEBIAN_LICENCES = {
    "libedit": "BSD-3-Clause",
    "sqlite3": "blessing",
    "ncurses": "X11-distribute-modifications-variant",
    "libbsd": "BSD-3-Clause AND BSD-2-Clause AND ISC",
    "libmd": "BSD-3-Clause AND BSD-2-Clause AND ISC",
    "zlib": "Zlib",
    "gcc": "GPL-3.0-or-later WITH GCC-exception-3.1",
}


# Its own, that of older parts, those of the words by which it breaks lines and of double-conversion, and Apple's for what it added.
ICU_LICENCE = "Unicode-3.0 AND ICU AND BSD-2-Clause AND BSD-3-Clause AND NAIST-2003 AND Apache-2.0 WITH Swift-exception"


def linked_modules():
    lists = sorted(BUILD.glob("release/cloudcompute.product/Objects.LinkFileList"))
    if not lists:
        fail(f"{BUILD}/release has no linker's list of objects; run make build first.")
    return sorted(set(re.findall(r"/release/([^/\s]+)\.build/", lists[0].read_text())))


def packages_of_modules():
    """The checkout that declares each module."""
    declaration = re.compile(
        r'\.(?:target|executableTarget|systemLibrary|macro)\(\s*(?:kind:[^,]*,\s*)?name:\s*"([^"]+)"')
    return {
        module: manifest.parent
        for manifest in sorted((BUILD / "checkouts").glob("*/Package*.swift"))
        for module in declaration.findall(manifest.read_text(encoding="utf-8"))
    }


def licence_of(words):
    if "Apache License" in words:
        return "Apache-2.0 WITH Swift-exception" if "Runtime Library Exception" in words else "Apache-2.0"
    if "Permission is hereby granted, free of charge" in words:
        return "MIT"
    return "NOASSERTION"


def taken_over(module, package):
    part = TAKEN_OVER[module]
    folder = next((path for path in (package / "Sources" / module, package / module) if path.is_dir()), None)
    if folder is None:
        fail(f"{module} has no folder of sources in {package}.")
    return Component(part.name, version_of(part, folder), part.licence, part.origin, texts_of(part, folder), inside=package.name)


def swift_packages():
    own = {folder.name for folder in (ROOT / "Sources").iterdir()}
    owners = packages_of_modules()
    resolved = json.loads((ROOT / "Package.resolved").read_text())
    pins = {pin["location"].removesuffix(".git").rsplit("/", 1)[-1].lower(): pin for pin in resolved["pins"]}
    components, modules = {}, [name for name in linked_modules() if name not in own]
    for module in modules:
        folder = owners.get(module) or fail(f"No package in {BUILD}/checkouts declares the module {module}.")
        if folder.name not in components:
            pin = pins.get(folder.name.lower()) or fail(f"Package.resolved does not name {folder.name}.")
            location, state = pin["location"].removesuffix(".git"), pin["state"]
            licence = next(iter(sorted(folder.glob("LICENSE*"))), None) or fail(f"{folder.name} has no licence.")
            version = state.get("version") or state["revision"]
            components[folder.name] = Component(
                folder.name, version, licence_of(text(licence)), f"git+{location}@{state['revision']}",
                [text(licence)] + [text(notice) for notice in sorted(folder.glob("NOTICE*"))],
                f"pkg:swift/{location.removeprefix('https://')}@{version}")
    parts = [taken_over(module, owners[module]) for module in modules if module in TAKEN_OVER]
    return list(components.values()) + parts


def debian_libraries():
    if sys.platform != "linux":
        return []
    files = [path.resolve() for path in sorted((BUILD / "static-libraries").glob("*.a"))]
    files.append(Path(output("clang", "-print-file-name=libgcc.a").strip()).resolve())
    owners = sorted({output("dpkg", "-S", str(file)).split(": ")[0] for file in files})
    components = []
    for owner in owners:
        name, version, source, kind = output(
            "dpkg-query", "-W", "-f", "${Package} ${Version} ${source:Package} ${Architecture}", owner).split()
        licence = DEBIAN_LICENCES.get(re.sub(r"-\d+$", "", source), "NOASSERTION")
        components.append(Component(
            name, version, licence, f"https://tracker.debian.org/pkg/{source}",
            [text(Path("/usr/share/doc") / name / "copyright")], f"pkg:deb/debian/{name}@{version}?arch={kind}"))
    return components


def swift_runtime(program):
    if sys.platform != "linux":  # Elsewhere it is a part of the system.
        return []
    version = re.findall(r"Swift version (\S+)", output("swift", "--version"))[0]
    # usr/bin/swift stands beside usr/share/swift.
    tools = Path(output("sh", "-c", 'readlink -f "$(command -v swift)"').strip()).parent.parent
    licence = text(tools / "share/swift/LICENSE.txt")
    components = [
        Component(name, version, licence_of(licence), f"https://github.com/swiftlang/{repository}", [licence],
                  f"pkg:swift/github.com/swiftlang/{repository}@{version}")
        for name, repository in [
            ("Swift runtime and standard library", "swift"),
            ("libdispatch", "swift-corelibs-libdispatch"),
            ("swift-foundation", "swift-foundation"),
            ("swift-corelibs-foundation", "swift-corelibs-foundation"),
        ]
    ]
    data = re.search(rb"icudt(\d+)l", program.read_bytes())
    if data:
        components.append(Component(
            "ICU", data[1].decode(), ICU_LICENCE, "https://github.com/swiftlang/swift-foundation-icu",
            [text(LICENCES / "icu.txt")], inside="swift-foundation"))
    components.append(Component(
        "uuid.c of Darwin", "NOASSERTION", "BSD-3-Clause", "https://github.com/swiftlang/swift-foundation",
        [text(LICENCES / "uuid.txt")], inside="swift-foundation"))
    return components


def components(program):
    return swift_packages() + swift_runtime(program) + debian_libraries()
