#!/usr/bin/env bash
# Makes what a release consists of from a release build: a tarball, a Debian package, an SPDX document, SHA-256 sums.
# Usage: release.sh PROGRAM FOLDER. The same program and commit give the same bytes.
set -euo pipefail
program=$(realpath "$1")
rm -rf "$2" && mkdir -p "$2"
output=$(realpath "$2")
cd "$(dirname "$0")/.."
version=$(Packaging/version)
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH PYTHONDONTWRITEBYTECODE=1

newest=$(sed -n 's/^## \[\([0-9][^]]*\)\].*/\1/p' CHANGELOG.md | head -1)
if [ "$newest" != "$version" ]; then
  echo "release: The newest version of CHANGELOG.md is $newest, that of the sources $version; bring them together." >&2
  exit 1
fi
if [ "$("$program" --version)" != "cloudcompute $version" ]; then
  echo "release: $program is $("$program" --version), the sources are $version; build it anew." >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=cloudcompute-$version-linux-$(uname -m)
Packaging/stage.sh "$program" "$work/$name"
tar -C "$work" -c --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" "$name" \
  | xz -T1 "-${COMPRESSION_LEVEL:-6}" > "$output/$name.tar.xz"
Packaging/build-deb.sh "$program" "$output" > "$work/name"
Packaging/write_sbom.py "$program" > "$output/cloudcompute-$version.spdx.json"
cd "$output"
sha256sum -- *.deb *.json *.tar.xz > SHA256SUMS
cat SHA256SUMS
