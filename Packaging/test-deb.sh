#!/usr/bin/env bash
# Installs a Debian package in a Debian where nothing else is, made by debootstrap, and tries the program there; before
# that lintian looks at the package. Needs root, or sudo.
# Usage: test-deb.sh PACKAGE [SUITE]; DEBIAN_MIRROR and DEBIAN_BASE are those of minimal-debian.sh.
set -euo pipefail
package=$(realpath "$1")
suite=${2:-bookworm}
# shellcheck source=Packaging/minimal-debian.sh
. "$(dirname "$0")/minimal-debian.sh"

echo "== lintian"
lintian --fail-on error,warning --allow-root "$package"
echo "lintian $(lintian --print-version) has no complaint but those that are overridden:"
dpkg-deb --fsys-tarfile "$package" | tar -xO ./usr/share/lintian/overrides/cloudcompute

echo "== debootstrap $suite"
work=$(mktemp -d)
root=$work/root
trap '"${as_root[@]}" rm -rf --one-file-system "$work"' EXIT
make_debian "$suite" "$root" "$work/log"
cp "$package" "$root/tmp/cloudcompute.deb"

# The network is there for apt alone: the program talks to its own sandbox.
echo "== what the package pulls in"
inside "$root" apt-get update -qq
inside "$root" apt-get install -y -qq --no-install-recommends --simulate /tmp/cloudcompute.deb | sed -n 's/^Inst //p'
echo "== install"
inside "$root" apt-get install -y -qq --no-install-recommends /tmp/cloudcompute.deb > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }

# Not from standard input, which `ask` would take as a part of the prompt.
trial=$(cat << 'TRIAL'
cd "$HOME"
try() {
  printf '== %s\n' "$*"
  "$@"
}
try ldd /usr/bin/cloudcompute
try cloudcompute --version
try cloudcompute models --sandbox
try cloudcompute ask --sandbox --no-save "What is a GPU good for?"
try cloudcompute batch run /usr/share/doc/cloudcompute/examples/prompts/short.jsonl -o answers.jsonl --sandbox
[ "$(wc -l < answers.jsonl)" = "$(wc -l < /usr/share/doc/cloudcompute/examples/prompts/short.jsonl)" ]
TRIAL
)
inside "$root" /bin/bash -eu -c "$trial" < /dev/null

# A minimal Debian has no man; each page must come out of it without a complaint.
inside "$root" apt-get install -y -qq --no-install-recommends man-db > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
pages=$(cat << 'PAGES'
for file in $(dpkg -L cloudcompute | grep '/man/man.*\.gz$'); do
  name=$(basename "$file" .gz)
  complaints=$(MANWIDTH=80 man --warnings "${name##*.}" "${name%.*}" 2>&1 > /tmp/page)
  [ -z "$complaints" ] || { echo "man $name: $complaints"; exit 1; }
  grep -q '^NAME' /tmp/page
  echo "== man $name: $(wc -l < /tmp/page) lines"
done
MANWIDTH=80 man cloudcompute | sed -n 1,20p
PAGES
)
inside "$root" /bin/bash -eu -c "$pages" < /dev/null

echo "== remove"
inside "$root" dpkg --purge cloudcompute > "$work/log"
left=$(inside "$root" find / -xdev -path /proc -prune -o -path /tmp -prune -o -path /root -prune -o -path '/var/*' -prune -o -name '*cloudcompute*' -print)
[ -z "$left" ] || { echo "left behind: $left"; exit 1; }
echo "The package installs, runs and leaves."
