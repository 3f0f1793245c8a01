#!/usr/bin/env bash
# Fuzzes one target, or each in turn: Fuzz/run.sh TARGET|all SECONDS. What breaks a promise goes to Found/TARGET, where the
# tests replay it; inputs that reach more of the program gather in .build/corpora/TARGET.
set -uo pipefail
cd "$(dirname "$0")"
# Swift's own report of a crash reads more memory than the sanitizer lets it.
export SWIFT_BACKTRACE=enable=no
# No stacks of allocations and little memory held back: half as fast again, and a find can be run again without.
export ASAN_OPTIONS=${ASAN_OPTIONS:-malloc_context_size=0:quarantine_size_mb=16}
TIMEFORMAT=%U

fuzz() {
  local corpus=.build/corpora/$FUZZ_TARGET dictionary=Dictionaries/$FUZZ_TARGET.txt log=.build/logs/$FUZZ_TARGET
  mkdir -p "$corpus" "Found/$FUZZ_TARGET" .build/logs
  echo "$FUZZ_TARGET for $1 s, told in Fuzz/$log" >&2
  { time .build/release/fuzz -max_total_time="$1" -max_len=4096 -timeout=60 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="Found/$FUZZ_TARGET/" -dict="$dictionary" "$corpus" "Corpora/$FUZZ_TARGET" "Found/$FUZZ_TARGET" \
    > "$log" 2>&1 || failed+=("$FUZZ_TARGET"); } 2> "$log.seconds"
  grep -E '^SUMMARY|Test unit written' "$log" >&2
  local executions edges
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  edges=$(sed -nE 's/^#[0-9]+.*cov: ([0-9]+).*/\1/p' "$log" | tail -n 1)
  echo "$FUZZ_TARGET: $executions executions, $edges edges, $(tail -n 1 "$log.seconds") s of processor time"
}

failed=()
targets=$1
[ "$targets" != all ] || targets=$(ls Corpora)
for FUZZ_TARGET in $targets; do
  [ -d "Corpora/$FUZZ_TARGET" ] || { echo "There is no target $FUZZ_TARGET, only" $(ls Corpora) >&2; exit 64; }
done
for FUZZ_TARGET in $targets; do
  export FUZZ_TARGET
  fuzz "$2"
done
[ ${#failed[@]} = 0 ] || { echo "Broken: ${failed[*]}" >&2; exit 1; }
