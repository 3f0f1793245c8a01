#!/bin/bash
# Runs Examples/ray/shards.py and kills the program of a shard while its answers come. Ray's own files go to a short path.
# shellcheck source-path=SCRIPTDIR source=await.sh
. "$(dirname "$0")/await.sh"
RAY_TMPDIR=$(mktemp -d /tmp/ray.XXXXXX)
export RAY_TMPDIR
trap 'kill %1 2> /dev/null || true; wait; rm -rf "$RAY_TMPDIR"' EXIT
"$PYTHON" "$EXAMPLES/ray/shards.py" in.jsonl -o out.jsonl -j 2 &
kill_shard KILL 3
wait %1
