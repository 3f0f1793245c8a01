#!/usr/bin/env bash
# Fuzzes one target, or each in turn: Fuzz/run.sh TARGET|all SECONDS. What it finds goes to Found/TARGET, where the tests
# replay it; inputs that reach more of the program gather in .build/corpora/TARGET.
set -euo pipefail
cd "$(dirname "$0")"
# Swift's own report of a crash reads more memory than the sanitizer lets it.
export SWIFT_BACKTRACE=enable=no

fuzz() {
  local target=$1 seconds=$2
  local corpus=.build/corpora/$target dictionary=Dictionaries/$target.txt
  mkdir -p "$corpus" "Found/$target" .build/logs
  echo "$target for $seconds s; the log is in Fuzz/.build/logs/$target" >&2
  FUZZ_TARGET=$target .build/release/fuzz -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
    -print_final_stats=1 -artifact_prefix="Found/$target/" $([ -f "$dictionary" ] && echo "-dict=$dictionary") \
    "$corpus" "Corpora/$target" "Found/$target" > ".build/logs/$target" 2>&1 || failed+=("$target")
  grep -E '^stat::number_of|DONE|SUMMARY' ".build/logs/$target" || true
}

failed=()
targets=$1
[ "$targets" != all ] || targets=$(ls Corpora)
for target in $targets; do fuzz "$target" "$2"; done
[ ${#failed[@]} = 0 ] || { echo "Broken: ${failed[*]}" >&2; exit 1; }
