#!/usr/bin/env bash
# Lays out what is installed, below a folder: the program, man pages, completions, documentation, examples, licences.
# Usage: stage.sh PROGRAM FOLDER, where FOLDER stands for the prefix; ZSH_COMPLETIONS names zsh's folder below it.
set -euo pipefail
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
rm -rf "$2" && mkdir -p "$2"
folder=$(cd "$2" && pwd)
cd "$(dirname "$0")/.."
export PYTHONDONTWRITEBYTECODE=1

mkdir -p "$folder/bin"
install -m 755 "$program" "$folder/bin/cloudcompute"

Packaging/write_man_pages.py "$program" "$folder/share/man"
find "$folder/share/man" -type f -exec gzip -9n {} +

# completion SHELL FILE
completion() {
  mkdir -p "$(dirname "$folder/share/$2")"
  "$program" completion "$1" > "$folder/share/$2"
}
completion bash bash-completion/completions/cloudcompute
completion zsh "${ZSH_COMPLETIONS:-zsh/site-functions}/_cloudcompute"
completion fish fish/vendor_completions.d/cloudcompute.fish

doc=$folder/share/doc/cloudcompute
mkdir -p "$doc/docs" "$doc/examples"
cp docs/terminal.svg "$doc/docs/"
# Debian has a name for the folder of the examples.
for file in README.md README.ru.md SECURITY.md CHANGELOG.md docs/*.md; do
  sed 's|](\(\(\.\./\)*\)Examples/|](\1examples/|g' "$file" > "$doc/$file"
done
Packaging/write_licences.py "$program" > "$doc/LICENSES"
cp -R prompts "$doc/examples/prompts"
tar -C Examples -c --exclude=.build . | tar -x -C "$doc/examples"
chmod -R u=rwX,go=rX "$folder/share"

# What `make uninstall` takes away.
touch "$doc/manifest"
(cd "$folder" && find bin share -type f | LC_ALL=C sort) > "$folder/manifest"
mv "$folder/manifest" "$doc/manifest"
