#!/usr/bin/env bash
# Measures how fast files are read by `batch validate`, a run of which all is done, `report`, `merge` and `status`, beside
# `wc -l` and `jq -c .id` of the same files in the same run. Speeds are bytes over CPU time, so that a busy machine tells
# much the same as an idle one. MEGABYTES is the size of each file, ROUNDS how often each is read.
set -euo pipefail
cd "$(dirname "$0")"
program=${PROGRAM:-$(cd .. && pwd)/.build/release/cloudcompute}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work CLOUDCOMPUTE_MODEL=sandbox/small

python3 reader_files.py "$work" "${MEGABYTES:-200}"
# The results of a run that is to find all of them done.
head -n 20000 "$work/in.jsonl" > "$work/some.jsonl"
"$program" batch run "$work/some.jsonl" -o "$work/done.jsonl" --sandbox --quiet

measure() { python3 reader_speed.py "${ROUNDS:-3}" "$@"; }
for file in in short out stream; do
  measure "wc -l $file" "$work/$file.jsonl" -- wc -l "$work/$file.jsonl"
  measure "jq -c .id $file" "$work/$file.jsonl" -- jq -c .id "$work/$file.jsonl"
done
measure "batch validate in" "$work/in.jsonl" -- "$program" batch validate "$work/in.jsonl"
measure "batch validate short" "$work/short.jsonl" -- "$program" batch validate "$work/short.jsonl"
measure "batch report out" "$work/out.jsonl" -- "$program" batch report "$work/out.jsonl"
measure "batch report stream" "$work/stream.jsonl" -- "$program" batch report "$work/stream.jsonl" -o "$work/page.html"
measure "batch merge out stream" "$work/out.jsonl" "$work/stream.jsonl" -- \
  "$program" batch merge "$work/out.jsonl" "$work/stream.jsonl" -o "$work/merged.jsonl"
measure "batch status out stream" "$work/out.jsonl" "$work/stream.jsonl" -- \
  "$program" batch status "$work/out.jsonl" "$work/stream.jsonl"
measure "batch run, all done" "$work/some.jsonl" "$work/done.jsonl" -- \
  "$program" batch run "$work/some.jsonl" -o "$work/done.jsonl" --sandbox --quiet
