#!/usr/bin/env bash
# Runs all tests. On Linux in nine groups at once, since most tests of the built program wait for it and not for the
# processor; within a group one by one. `swift test` itself runs once at a time, so the bundle that it would run is started.
# Usage: run.sh [FOLDER OF THE BUILD] [ARGUMENTS FOR EACH GROUP, such as --skip NAME]
# CLOUDCOMPUTE_TEST_GROUPS names the groups to run, where it is not all of them; CLOUDCOMPUTE_TEST_UNITS is the folder of
# the build whose tests run in their own process, where it is another one.
set -uo pipefail
cd "$(dirname "$0")/.."
folder=${1:-.build/debug}
shift || true
bundle=$folder/cloudcomputePackageTests.xctest
units=${CLOUDCOMPUTE_TEST_UNITS:-$folder}
if [ "$(uname -s)" != Linux ]; then
  exec swift test --skip-build --no-parallel --scratch-path "$(dirname "$units")" --configuration "$(basename "$units")" "$@"
fi

servers='CLITests\.(Hostile|Key)'
batches='CLITests\.Batch'
chats='CLITests\.Chat'
launchers='CLITests\.(Example|Launcher|Slurm)'
pages='CLITests\.Documentation'
help='CLITests\.(HelpExample|Doctor|Completion|Shell)'
tools='CLITests\.(Tool|ConsentPrompt|RealServer|StubbornServer)'
logs=$folder/test-logs
rm -rf "$logs" && mkdir -p "$logs"

jobs=()
group() {
  local name=$1
  shift
  [[ " ${CLOUDCOMPUTE_TEST_GROUPS:-$name} " == *" $name "* ]] || return 0
  "$bundle" --testing-library swift-testing --no-parallel "$@" > "$logs/$name" 2>&1 &
  jobs+=($!)
}
group servers --filter "$servers" "$@"
group batches --filter "$batches" "$@"
group chats --filter "$chats" "$@"
group launchers --filter "$launchers" "$@"
group pages --filter "$pages" "$@"
group tools --filter "$tools" "$@"
group help --filter "$help" "$@"
group commands --filter 'CLITests\.' --skip "$servers" --skip "$batches" --skip "$chats" --skip "$launchers" --skip "$pages" \
  --skip "$tools" --skip "$help" "$@"
bundle=$units/cloudcomputePackageTests.xctest
group units --skip 'CLITests\.' "$@"
if [ "${#jobs[@]}" = 0 ]; then
  echo "run.sh: CLOUDCOMPUTE_TEST_GROUPS=\"$CLOUDCOMPUTE_TEST_GROUPS\" names no group of tests." >&2
  exit 64
fi
trap 'kill "${jobs[@]}" 2> /dev/null' INT TERM

failed=0
for job in "${jobs[@]}"; do wait "$job" || failed=1; done
cat "$logs"/*
# Once more where they are easily found.
grep -hE '^✘|Test run with' "$logs"/*
# A group that ran nothing has failed.
[ "$(cat "$logs"/* | grep -cE 'Test run with [1-9]')" = "${#jobs[@]}" ] || failed=1
exit "$failed"
