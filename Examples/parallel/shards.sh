#!/bin/bash
# One input, eight shards on this machine, four at a time; a shard that is killed or ends with 75 is run again, at most
# three times in all:
#   SHARDS=8 ./shards.sh prompts.jsonl -o answers.jsonl -m MODEL
#   cloudcompute batch merge 'answers.*-of-8.jsonl' -o answers.jsonl --input prompts.jsonl
#
# --failures-ok: GNU parallel tries again whatever is not 0, and lines that failed for good need no other try; the merge
# counts them. Ctrl-C or TERM gives the shards the time of a drain. The exit code is the number of shards that failed.
set -euo pipefail
shards=${SHARDS:-8}
seq 0 $((shards - 1)) | parallel --quote --jobs "${JOBS:-4}" --retries 3 --termseq TERM,30000,KILL,1000 \
  --joblog shards.log --line-buffer --tagstring 'shard {}' \
  cloudcompute batch run --shard "{}/$shards" --drain 25s --failures-ok "$@"
