#!/usr/bin/env bash
# Runs all tests in three groups at once: most of those of the built program wait for it, and not for the processor.
set -uo pipefail
cd "$(dirname "$0")/.."
servers='CLITests\.(Hostile|Key)'
sessions='CLITests\.(Batch|Chat)'
logs=.build/test-logs
rm -rf "$logs" && mkdir -p "$logs"

group() {
  local name=$1
  shift
  swift test --skip-build --no-parallel --ignore-lock "$@" > "$logs/$name" 2>&1
}

group servers --filter "$servers" & jobs=($!)
group sessions --filter "$sessions" & jobs+=($!)
group others --skip "$servers" --skip "$sessions" & jobs+=($!)
trap 'kill "${jobs[@]}" 2> /dev/null' INT TERM

failed=0
for job in "${jobs[@]}"; do wait "$job" || failed=1; done
cat "$logs"/*
# Once more where they are easily found.
grep -hE '^✘|Test run with' "$logs"/*
exit "$failed"
