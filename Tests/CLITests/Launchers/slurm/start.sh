#!/bin/bash
# start.sh DIR [OWNER]: starts a Slurm of one node for a test: munged, slurmctld and slurmd, every file of theirs in DIR.
# `. DIR/env` then leads the Slurm commands to it. Once the process OWNER has gone, stop.sh is run whatever happened.
set -euo pipefail
folder=$(cd "$(dirname "$0")" && pwd -P)
mkdir -p "$1"
dir=$(cd "$1" && pwd -P)
owner=${2:-}
export PATH=$PATH:/usr/sbin:/sbin

for program in munged slurmctld slurmd sbatch; do
  command -v "$program" > /dev/null || { echo "start.sh: $program is missing; \`make test-packages\` installs it." >&2; exit 69; }
done
# The sockets below DIR take up to 40 bytes more, and a socket's path no more than 107.
[ ${#dir} -le 60 ] || { echo "start.sh: $dir is too long a path for sockets." >&2; exit 64; }

# Slurm resolves names with AI_ADDRCONFIG, which finds nothing where 127.0.0.1 is the only address of the machine.
resolves() {
  python3 -c 'import socket as s; s.getaddrinfo(None, "1", s.AF_INET, s.SOCK_STREAM, 0, s.AI_ADDRCONFIG | s.AI_PASSIVE)' 2> /dev/null
}
resolves || ip address add 127.0.0.2/8 dev lo 2> /dev/null || true
resolves || { echo "start.sh: Slurm needs an address besides 127.0.0.1: ip address add 127.0.0.2/8 dev lo" >&2; exit 69; }

umask 022
mkdir -p "$dir"/{munge,state,spool,log}
(umask 077 && head -c 128 /dev/urandom > "$dir/munge/key")
host=$(uname -n)
host=${host%%.*}
# Both are held until both are known, so that they differ.
read -r controller_port node_port < <(python3 -c '
import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*[each.getsockname()[1] for each in held])')

# No cgroups, no accounting, more processors than there are; a requeued task waits as short as Slurm lets it (cred_expire).
cat > "$dir/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller_port
SlurmdPort=$node_port
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$dir/munge/s,cred_expire=5
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/log/slurmctld
SlurmdLogFile=$dir/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
MailProg=/bin/true
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,batch_sched_delay=0,bf_interval=1,sched_min_interval=0
ReturnToService=2
JobRequeue=1
KillWait=5
MinJobAge=600
GresTypes=gpu
CompleteWait=0
PropagateResourceLimits=NONE
NodeName=$host NodeAddr=127.0.0.1 CPUs=32 RealMemory=16000 Gres=gpu:8 State=UNKNOWN
PartitionName=test Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
# Eight GPUs in name only; any device files do.
echo "Name=gpu File=/dev/tty[0-7]" > "$dir/gres.conf"
echo "export SLURM_CONF=$dir/slurm.conf" > "$dir/env"
# shellcheck source=/dev/null
. "$dir/env"

# start NAME COMMAND…: runs a daemon by itself and keeps its pid.
start() {
  local name=$1
  shift
  setsid "$@" < /dev/null > "$dir/log/$name.out" 2>&1 &
  echo $! > "$dir/$name.process"
}
# await SECONDS COMMAND…: until the command succeeds; gives up and takes everything away again.
await() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    if [ "$SECONDS" -ge "$end" ]; then
      echo "start.sh: gave up on: $*" >&2
      tail -n 5 "$dir"/log/* >&2
      "$folder/stop.sh" "$dir"
      exit 69
    fi
    sleep 0.1
  done
}
munge_answers() { munge -n -S "$dir/munge/s" 2> /dev/null | unmunge -S "$dir/munge/s" > /dev/null 2>&1; }
node_is_idle() { [ "$(sinfo -h -o %T 2> /dev/null)" = idle ]; }

# shellcheck disable=SC2016
if [ -n "$owner" ]; then start watch bash -c 'tail --pid="$1" -f /dev/null; exec "$2" "$3"' watch "$owner" "$folder/stop.sh" "$dir"; fi
start munged munged --foreground --key-file="$dir/munge/key" --socket="$dir/munge/s" --pid-file="$dir/munge/pid" \
  --log-file="$dir/log/munged" --seed-file="$dir/munge/seed"
await 20 munge_answers
start slurmctld slurmctld -D -c -f "$SLURM_CONF"
start slurmd slurmd -D -f "$SLURM_CONF"
await 40 node_is_idle
