# What the scenarios of this folder share.
# shellcheck shell=bash
# shellcheck source-path=SCRIPTDIR source=../await.sh
. "$(dirname "$0")/../await.sh"

# state JOB-OR-TASK WORD=VALUE: what Slurm says of it.
state() { scontrol -o show job "$1" | grep -qw -e "$2"; }
# has_left JOB: no task of it waits or runs.
has_left() { [ -z "$(squeue -h -j "$1" -o %A 2> /dev/null)" ]; }
# prompts COUNT: that many lines into in.jsonl.
prompts() {
  for ((i = 0; i < $1; i++)); do echo "{\"custom_id\":\"q$i\",\"prompt\":\"What is $i?\"}"; done > in.jsonl
}
