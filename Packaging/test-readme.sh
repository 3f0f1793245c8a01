#!/usr/bin/env bash
# Follows README.md to the letter in a Debian where nothing else is, as somebody who may use sudo: each of its shell blocks runs as it
# stands, in one shell, in a clone of the commit that is checked out here. The Swift toolchain is that of this machine.
# Usage: test-readme.sh [OPTION]…
#   --suite SUITE      another Debian than bookworm
#   --root FOLDER      make that Debian in FOLDER, or go on with the one that is there, and keep it
#   --mount FOLDER     show FOLDER inside at the same path, read-only
#   --git-config FILE  the system's configuration of git, for example to name a mirror
#   --then COMMAND     run a command after the blocks, for example "make test"
# DEBIAN_MIRROR and DEBIAN_BASE are those of minimal-debian.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
. Packaging/minimal-debian.sh

suite=bookworm root="" git_config="" last=:
while [ $# -gt 0 ]; do
  case $1 in
    --suite) suite=$2 ;;
    --root)
      mkdir -p "$2"
      root=$(realpath "$2")
      ;;
    --mount) mounts+=("$(realpath "$2")") ;;
    --git-config) git_config=$(realpath "$2") ;;
    --then) last=$2 ;;
    *) echo "test-readme: There is no option $1; the head of $0 lists them." >&2; exit 64 ;;
  esac
  shift 2
done
tools=$(dirname "$(readlink -f "$(command -v swift)")")
toolchain=$(dirname "$tools")
if [ "$toolchain" = /usr ]; then
  echo "test-readme: Swift is a part of the system's /usr here, so it cannot be shown inside; put a toolchain of swift.org first in PATH." >&2
  exit 1
fi
mounts+=("$toolchain")

work=$(mktemp -d)
trap '"${as_root[@]}" rm -rf --one-file-system "$work"' EXIT
root=${root:-$work/root}
home=$root/home/reader
if ! "${as_root[@]}" test -e "$root/etc/sudoers.d/reader"; then
  echo "== A minimal Debian ($suite), and somebody who may use sudo"
  # A copy of DEBIAN_BASE would go into a folder that is there.
  [ ! -e "$root" ] || rmdir "$root" || {
    echo "test-readme: $root holds something, but no Debian that is ready; remove it and run this again." >&2
    exit 1
  }
  make_debian "$suite" "$root" "$work/log"
  # What a person would answer at the terminal.
  echo 'APT::Get::Assume-Yes "true";' | "${as_root[@]}" tee "$root/etc/apt/apt.conf.d/90yes" > "$work/log"
  echo "127.0.0.1 localhost $(uname -n)" | "${as_root[@]}" tee "$root/etc/hosts" > "$work/log"
  inside "$root" /bin/sh -euc 'apt-get update -qq; apt-get install -qq --no-install-recommends sudo
    useradd --create-home --shell /bin/bash reader
    echo "reader ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/reader' > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
fi
[ -z "$git_config" ] || "${as_root[@]}" cp "$git_config" "$root/etc/gitconfig"

# In a folder that is kept only what has changed is written, so that only that is built again.
commit=$(git rev-parse HEAD)
clone=("${as_root[@]}" git -c safe.directory='*' -C "$home/cloudcompute")
"${as_root[@]}" test -e "$home/cloudcompute" || "${as_root[@]}" git clone -q --no-local --no-checkout . "$home/cloudcompute"
"${clone[@]}" fetch -q "$PWD" HEAD
"${clone[@]}" checkout -q --detach "$commit"
echo "== README.md of $(git log -1 --format='%h of %cs' "$commit")"
"${as_root[@]}" rm -rf "$home/blocks"
mkdir "$work/blocks"
awk -v folder="$work/blocks" '/^```$/ { inside = 0 } inside { print > file }
  /^```sh$/ { inside = 1; file = sprintf("%s/%02d.sh", folder, ++count) }' README.md
# A reader puts in a key and a model of their own; the sandbox has these.
sed -i 's/cc-your-key/cc-sandbox/; s,your-model,sandbox/small,' "$work"/blocks/*.sh
"${as_root[@]}" cp -r "$work/blocks" "$home/blocks"
inside "$root" chown -R reader: /home/reader

# What speaks to the API speaks to a sandbox at the address that README.md gives for a server on this machine. Standard input is empty,
# as `ask` would take it for a part of the prompt; a chat gets a terminal, in which two lines are typed.
follow=$(cat << 'FOLLOW'
cd ~/cloudcompute
export CLOUDCOMPUTE_BASE_URL=http://127.0.0.1:8080/api/v1
rm -f ~/typed ~/address
mkfifo ~/typed ~/address
trap '[ -z "${sandbox:-}" ] || kill "$sandbox"' EXIT
for block in ~/blocks/*.sh; do
  if [ -z "${sandbox:-}" ] && command -v cloudcompute > /dev/null; then
    cloudcompute sandbox --port 8080 < /dev/null > ~/address &
    sandbox=$!
    read -r address < ~/address
    echo "== A sandbox at $address"
  fi
  printf '\n== Block %d\n' "$((10#$(basename "$block" .sh)))"
  sed 's/^/$ /' "$block"
  start=$SECONDS
  if grep -q '^cloudcompute chat' "$block"; then
    exec 3<> ~/typed
    printf 'What is a GPU good for?\r/quit\r' >&3
    script -qec "bash -euo pipefail $block" /dev/null < ~/typed
  else
    . "$block" < /dev/null
  fi
  echo "== $((SECONDS - start)) s"
done
printf '\n$ %s\n' "$1"
eval "$1" < /dev/null
FOLLOW
)
inside "$root" sudo --user=reader --set-home env TERM=xterm-256color PATH="$tools:/usr/local/bin:/usr/bin:/bin" \
  /bin/bash -euo pipefail -c "$follow" follow "$last" < /dev/null
echo "== Every block of README.md does what it says."
