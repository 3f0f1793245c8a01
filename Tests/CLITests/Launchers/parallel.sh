#!/bin/bash
# Runs Examples/parallel/shards.sh and kills the program of a shard while its answers come.
# shellcheck source-path=SCRIPTDIR source=await.sh
. "$(dirname "$0")/await.sh"
"$EXAMPLES/parallel/shards.sh" in.jsonl -o out.jsonl -j 2 &
kill_shard KILL 3
wait %1
