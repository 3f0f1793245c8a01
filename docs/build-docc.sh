#!/usr/bin/env bash
# Builds the documentation of the library CloudComputeClient, from a build that is there, into a folder that any web server can serve.
# No plugin is needed: the toolchain writes the symbol graph and docc converts it. Warnings are errors.
# Usage: build-docc.sh BUILD-FOLDER OUTPUT
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 output=$2
graphs=$(mktemp -d)
trap 'rm -rf "$graphs"' EXIT

# The modules of C that the packages below it import.
maps=()
for map in "$build"/*.build/module.modulemap .build/checkouts/*/Sources/*/include/module.modulemap; do
  [ ! -f "$map" ] || maps+=(-Xcc "-fmodule-map-file=$(realpath "$map")")
done
target=$(swiftc -print-target-info | sed -n 's/.*"triple": *"\([^"]*\)".*/\1/p' | head -n 1)
swift symbolgraph-extract -module-name CloudComputeClient -target "$target" -I "$build/Modules" "${maps[@]}" \
  -minimum-access-level public -skip-synthesized-members -output-dir "$graphs"

rm -rf "$output"
mkdir -p "$(dirname "$output")"
docc=$(dirname "$(readlink -f "$(command -v swiftc)")")/docc
"$docc" convert Sources/CloudComputeClient/CloudComputeClient.docc --additional-symbol-graph-dir "$graphs" \
  --fallback-display-name CloudComputeClient --fallback-bundle-identifier CloudComputeClient \
  --warnings-as-errors --output-path "$output"
