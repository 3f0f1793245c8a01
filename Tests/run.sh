#!/usr/bin/env bash
# Runs all tests. On Linux in groups, nine at once and the longest first, since most tests of the built program wait for it and not
# for the processor; within a group one by one. `swift test` itself runs once at a time, so the bundle that it would run is started.
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

width=9
# The groups in the order in which they start, and of those that run the built program, how the names of their suites begin.
groups=(servers chats units dialogues help simulations pages commands batches outages tools context machines secrets launchers shells)
declare -A suites=(
  [servers]='Hostile'
  [chats]='Chat'
  [dialogues]='ConsentPrompt|ToolAsk|ToolDialogue'
  [help]='HelpExample'
  [pages]='Documentation'
  [batches]='Batch(Command|Merge|Shard|Summary)'
  [outages]='Batch(Drain|Interference|OutputSafety|Requeue|Wait)'
  [tools]='RealServer|StubbornServer|ToolCommand|ToolInterruption'
  [context]='Attachment|Compact|Comparison|Context|DocumentCommand|ListedModel|ModelName|PromptFiles|Question|Template'
  [machines]='Compute|Instance|Login|Pool|Trust|Tunnel'
  [secrets]='Doctor|Key'
  [launchers]='Example|Launcher|Slurm'
  [shells]='Completion|Shell'
)
values='(Batch|Conversations)Tests\.'
wanted=${CLOUDCOMPUTE_TEST_GROUPS:-${groups[*]}}
for name in $wanted; do
  [[ " ${groups[*]} " == *" $name "* ]] && continue
  echo "run.sh: CLOUDCOMPUTE_TEST_GROUPS names $name, which is no group of tests, but one of: ${groups[*]}." >&2
  exit 64
done

logs=$folder/test-logs
rm -rf "$logs" && mkdir -p "$logs/codes"
started=()
trap 'kill $(jobs -p) 2> /dev/null; exit 130' INT TERM
for name in "${groups[@]}"; do
  [[ " $wanted " == *" $name "* ]] || continue
  from=$bundle
  case $name in
  units) chosen=(--skip 'CLITests\.' --skip "$values") from=$units/cloudcomputePackageTests.xctest ;;
  simulations) chosen=(--filter "$values") from=$units/cloudcomputePackageTests.xctest ;;
  # All others.
  commands)
    chosen=(--filter 'CLITests\.')
    for others in "${suites[@]}"; do chosen+=(--skip "CLITests\.($others)"); done
    ;;
  *) chosen=(--filter "CLITests\.(${suites[$name]})") ;;
  esac
  while [ "$(jobs -rp | wc -l)" -ge "$width" ]; do wait -n; done
  started+=("$name")
  (
    trap 'kill $!' TERM
    "$from" --testing-library swift-testing --no-parallel "${chosen[@]}" "$@" > "$logs/$name" 2>&1 &
    wait $!
    echo $? > "$logs/codes/$name"
  ) &
done
wait

failed=0
for name in "${started[@]}"; do
  cat "$logs/$name"
  [ "$(cat "$logs/codes/$name")" = 0 ] || failed=1
  # A group that ran nothing has failed.
  grep -qE 'Test run with [1-9]' "$logs/$name" || failed=1
done
# Once more where they are easily found.
cd "$logs" && grep -hE '^✘|Test run with' "${started[@]}"
exit "$failed"
