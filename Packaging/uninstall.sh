#!/usr/bin/env bash
# Takes away what `make install` has put below a prefix, by the list that it left there, and the folders that are then empty.
# Usage: uninstall.sh PREFIX
set -euo pipefail
prefix=$1
manifest=share/doc/cloudcompute/manifest
if [ ! -f "$prefix/$manifest" ]; then
  echo "uninstall: $prefix/$manifest does not exist, so nothing was installed there; name the PREFIX of the installation." >&2
  exit 1
fi
cd "$prefix"
if grep -nE '^/|(^|/)\.\.(/|$)|^$' "$manifest" >&2; then
  echo "uninstall: $manifest names files outside of $prefix; nothing was removed." >&2
  exit 1
fi
tr '\n' '\0' < "$manifest" | xargs -0 rm -f --
# Only folders of this program's own; those of the system stay.
find share/doc/cloudcompute -depth -type d -empty -delete
