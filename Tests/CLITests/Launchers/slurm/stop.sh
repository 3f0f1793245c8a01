#!/bin/bash
# stop.sh DIR: ends the jobs and the daemons of start.sh, by their own pids, and removes DIR.
set -uo pipefail
[ -d "$1" ] || exit 0
dir=$(cd "$1" && pwd -P)
export PATH=$PATH:/usr/sbin SLURM_CONF=$dir/slurm.conf

# The pid that start.sh kept, as long as it is still that process: its command line names DIR. One that has ended and is
# not yet reaped has no command line.
process() {
  local pid
  pid=$(cat "$dir/$1.process" 2> /dev/null) && [ -n "$pid" ] || return 1
  tr '\0' '\n' 2> /dev/null < "/proc/$pid/cmdline" | grep -qF "$dir" && echo "$pid"
}
queue_is_empty() { [ -z "$(timeout 5 squeue -h -o %A 2> /dev/null)" ]; }
# up_to TENTHS COMMAND…: until the command succeeds, at most so long.
up_to() {
  local tenths=$1
  shift
  for ((i = 0; i < tenths; i++)); do "$@" && return 0; sleep 0.1; done
  return 1
}
has_gone() { ! process "$1" > /dev/null; }

# Jobs outlive slurmd, so they go first.
if process slurmctld > /dev/null; then
  timeout 10 scancel --signal=KILL --full --user="$(id -un)" 2> /dev/null
  timeout 10 scancel --user="$(id -un)" 2> /dev/null
  up_to 100 queue_is_empty
fi
for name in slurmd slurmctld munged; do if pid=$(process $name); then kill -TERM "$pid"; fi; done
for name in slurmd slurmctld munged; do
  up_to 100 has_gone $name || if pid=$(process $name); then kill -KILL "$pid"; fi
done
# The watcher's group: it and its `tail`. This script may be what it has become.
if pid=$(process watch) && [ "$pid" != $$ ]; then kill -TERM -- "-$pid"; fi
rm -rf "$dir"
