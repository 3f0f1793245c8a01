#!/usr/bin/env python3
"""Writes an SPDX 2.3 document about a program, and about what is linked into it, to standard output.

Usage: write_sbom.py PROGRAM
A component whose licence has no known identifier ends it. The time is SOURCE_DATE_EPOCH and the namespace comes from the
program's bytes, so the same program gives the same text.
"""

import hashlib
import json
import os
import re
import sys
from datetime import datetime, timezone
from pathlib import Path

from components import ROOT, components, fail, output


def identifier(name, inside=""):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]+", "-", f"{inside}-{name}" if inside else name)


def package(part):
    entry = {
        "SPDXID": identifier(part.name, part.inside),
        "name": part.name,
        "downloadLocation": part.origin if part.origin.startswith("git+") else "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": part.licence,
        "licenseDeclared": part.licence,
        "copyrightText": "NOASSERTION",
        "homepage": part.origin.removeprefix("git+").rsplit("@", 1)[0],
        "primaryPackagePurpose": "LIBRARY",
    }
    if part.version != "NOASSERTION":
        entry["versionInfo"] = part.version
    if part.purl:
        entry["externalRefs"] = [{
            "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": part.purl,
        }]
    return entry


def main():
    program = Path(sys.argv[1])
    version = output(str(ROOT / "Packaging/version")).strip()
    digest = hashlib.sha256(program.read_bytes()).hexdigest()
    found = components(program)
    unknown = [part.name for part in found if part.licence == "NOASSERTION"]
    if unknown:
        fail(f"No SPDX identifier is known for the licence of {', '.join(unknown)}; add it to Packaging/components.py.")
    name = f"cloudcompute-{version}"
    time = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc)
    relationships = [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-cloudcompute")]
    for part in found:
        owner = identifier(part.inside) if part.inside else "SPDXRef-cloudcompute"
        relationships.append((owner, "CONTAINS" if part.inside else "STATIC_LINK",
                              identifier(part.name, part.inside)))
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": name,
        "documentNamespace": f"https://spdx.org/spdxdocs/{name}-{digest}",
        "creationInfo": {
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": [f"Tool: cloudcompute-packaging-{version}"],
        },
        "packages": [{
            "SPDXID": "SPDXRef-cloudcompute",
            "name": "cloudcompute",
            "versionInfo": version,
            "packageFileName": "cloudcompute",
            "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False,
            "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
            "licenseConcluded": "MIT",
            "licenseDeclared": "MIT",
            "copyrightText": re.search(r"Copyright.*", (ROOT / "LICENSE").read_text())[0],
            "primaryPackagePurpose": "APPLICATION",
        }] + [package(part) for part in found],
        "relationships": [
            {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
            for one, kind, other in relationships
        ],
    }
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    print()


main()
