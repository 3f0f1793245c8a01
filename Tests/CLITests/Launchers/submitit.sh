#!/bin/bash
# Runs Examples/submitit/shards.py in a Slurm of its own. The program of a shard is told to stop while its answers come,
# so that it ends with 75.
# shellcheck source-path=SCRIPTDIR source=await.sh
. "$(dirname "$0")/await.sh"
scripts=$(cd "$(dirname "$0")" && pwd)
cluster=/tmp/cloudcompute-submitit-$$
trap '"$scripts/slurm/stop.sh" "$cluster"' EXIT
"$scripts/slurm/start.sh" "$cluster" $$
export SLURM_CONF=$cluster/slurm.conf
"$PYTHON" "$EXAMPLES/submitit/shards.py" in.jsonl -o out.jsonl -j 2 &
kill_shard TERM 3
wait %1
