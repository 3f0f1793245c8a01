# What the scenarios share; each is run in a folder of its own.
# shellcheck shell=bash
set -euo pipefail

# until_true SECONDS COMMAND…: asks again, five times a second, until the command succeeds; fails after that time. For what
# nobody tells, such as the state of a job.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    if [ "$SECONDS" -ge "$end" ]; then
      echo "gave up on: $*" >&2
      tail -n 20 ./*.log >&2
      exit 1
    fi
    sleep 0.2
  done
}
# first_line FILE: waits for it, and prints it.
first_line() {
  local reader line
  exec 9< <(exec timeout 120 tail -n +1 -F "$1" 2> /dev/null)
  reader=$!
  read -r line <&9 || { echo "nothing came into $1" >&2; return 1; }
  exec 9<&-
  kill "$reader"
  echo "$line"
}
# kill_shard SIGNAL I: to the program of that shard of eight once it has written an answer.
kill_shard() {
  first_line "out.$2-of-8.jsonl" > /dev/null
  kill "-$1" "$(cat "process.$2")"
}
