#!/usr/bin/env bash
# Tries `make install` and `make uninstall` in a folder that holds files of others, which must be left as they are.
# Usage: test-install.sh
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/destination/opt
mkdir -p "$prefix/bin" "$prefix/share/man/man1" "$prefix/share/doc/other" "$prefix/share/doc/cloudcompute"
for file in bin/cloudcompute-helper share/man/man1/cloudcompute-helper.1 share/doc/other/README share/doc/cloudcompute/notes; do
  echo mine > "$prefix/$file"
done
list() { (cd "$prefix" && find . -type f -exec sha256sum {} + | LC_ALL=C sort); }
list > "$work/before"

if make -s uninstall PREFIX=/opt DESTDIR="$work/destination" 2> "$work/errors"; then
  echo "uninstall says nothing where nothing was installed" >&2
  exit 1
fi
grep -q 'nothing was installed there' "$work/errors"

make -s install PREFIX=/opt DESTDIR="$work/destination"
"$prefix/bin/cloudcompute" --version
man --warnings -l "$prefix/share/man/man1/cloudcompute.1.gz" > "$work/page"
grep -q '^SEE ALSO' "$work/page"
for shell in bash zsh fish; do
  case $shell in
    bash) file=bash-completion/completions/cloudcompute ;;
    zsh) file=zsh/site-functions/_cloudcompute ;;
    fish) file=fish/vendor_completions.d/cloudcompute.fish ;;
  esac
  [ -s "$prefix/share/$file" ]
  ! command -v $shell > /dev/null || $shell -n "$prefix/share/$file"
done
for file in README.md Package.swift slurm/array.sbatch prompts/short.jsonl; do
  [ -s "$prefix/share/doc/cloudcompute/examples/$file" ]
done
grep -qF '](examples/README.md)' "$prefix/share/doc/cloudcompute/README.md"
grep -qF '](../examples/README.md)' "$prefix/share/doc/cloudcompute/docs/scale-out.md"
# A second time over the first.
make -s install PREFIX=/opt DESTDIR="$work/destination"

make -s uninstall PREFIX=/opt DESTDIR="$work/destination"
list | diff "$work/before" -
echo "Installs, runs, and leaves what is others'."
