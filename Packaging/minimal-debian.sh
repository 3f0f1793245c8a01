# shellcheck shell=bash
# A Debian where nothing else is, for trials: sourced by test-deb.sh and test-readme.sh. Needs root, or sudo.
# DEBIAN_MIRROR names another mirror, DEBIAN_BASE a folder that debootstrap has filled before, of which a copy is used.
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)

# What is seen inside at its own path as well, read-only.
mounts=()

# make_debian SUITE FOLDER LOG
make_debian() {
  if [ -n "${DEBIAN_BASE:-}" ]; then
    "${as_root[@]}" cp -a "$DEBIAN_BASE" "$2"
  else
    "${as_root[@]}" debootstrap --variant=minbase "$1" "$2" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" > "$3" \
      || { tail "$3" >&2; exit 1; }
  fi
}

# inside FOLDER COMMAND [ARGUMENT]…
# Nothing of this environment goes along. What is mounted is so in a namespace that ends with the command, so nothing stays.
inside() {
  # shellcheck disable=SC2016 # the inner shell expands these
  "${as_root[@]}" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive \
    unshare --mount /bin/sh -euc '
      root=$1 count=$2
      shift 2
      mount -t proc proc "$root/proc"
      mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts "$root/dev/pts"
      mount --bind "$root/dev/pts/ptmx" "$root/dev/ptmx"
      while [ "$count" -gt 0 ]; do
        mkdir -p "$root$1"
        mount --bind "$1" "$root$1"
        mount -o remount,bind,ro "$root$1"
        shift
        count=$((count - 1))
      done
      exec chroot "$root" "$@"' sh "$1" "${#mounts[@]}" "${mounts[@]}" "${@:2}"
}
