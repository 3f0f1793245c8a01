#!/usr/bin/env bash
# Builds a binary package of Debian from a release build of the program.
# Usage: build-deb.sh PROGRAM FOLDER; the file's name is printed. The same program and commit give the same bytes.
# DEBFULLNAME and DEBEMAIL name the maintainer. COMPRESSION_LEVEL=0 is quick, for trials.
set -euo pipefail
program=$(realpath "$1")
mkdir -p "$2"
output=$(realpath "$2")
cd "$(dirname "$0")/.."
version=$(Packaging/version)
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH PYTHONDONTWRITEBYTECODE=1
maintainer="${DEBFULLNAME:-cloudcompute authors} <${DEBEMAIL:-authors@example.org}>"
# Debian's policy (3.3, 5.6.2) wants somebody there who reads the mail.
[ -n "${DEBEMAIL:-}" ] || echo "build-deb: DEBEMAIL is not set, so the package names a maintainer at example.org, whom no mail reaches;" \
  "set DEBFULLNAME and DEBEMAIL for a package that others get." >&2
architecture=$(dpkg --print-architecture)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
ZSH_COMPLETIONS=zsh/vendor-completions Packaging/stage.sh "$program" "$root/usr"

doc=$root/usr/share/doc/cloudcompute
# What dpkg does itself, and what Debian names otherwise.
rm "$doc/manifest" "$doc/LICENSES"
Packaging/write_licences.py --debian "$program" > "$doc/copyright"
Packaging/write_debian_changelog.py "$maintainer" | gzip -9n > "$doc/changelog.gz"
install -D -m 644 Packaging/lintian-overrides "$root/usr/share/lintian/overrides/cloudcompute"

# What the program loads when it starts.
mkdir -p "$work/debian" "$root/DEBIAN"
printf 'Source: cloudcompute\n\nPackage: cloudcompute\nArchitecture: any\n' > "$work/debian/control"
libraries=$(cd "$work" && dpkg-shlibdeps -O root/usr/bin/cloudcompute 2> shlibdeps.log) || { cat "$work/shlibdeps.log" >&2; exit 1; }
libraries=${libraries#shlibs:Depends=}

cat > "$root/DEBIAN/control" <<CONTROL
Package: cloudcompute
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size --exclude=DEBIAN "$root" | cut -f1)
Depends: $libraries, ca-certificates
Recommends: openssh-client
Suggests: jq, wl-clipboard | xclip | xsel
Section: net
Priority: optional
Description: terminal client for language models served over HTTP
 cloudcompute talks with large language models over HTTP: in a chat, by
 one-shot questions in pipes, and by batches of JSONL prompts that can be
 killed and started again. It lists models, rents the GPUs of the CloudCompute
 API, and speaks to any other server with the same /models and
 /chat/completions. A sandbox of the API is inside, so all of it can be tried
 without an account.
CONTROL
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) > "$root/DEBIAN/md5sums"

chmod -R u=rwX,go=rX "$root"
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
# One thread, since several cut the data otherwise.
file=$output/cloudcompute_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz "-z${COMPRESSION_LEVEL:-6}" --threads-max=1 --build "$root" "$file" > "$work/dpkg-deb.log"
echo "$file"
