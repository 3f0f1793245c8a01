#!/bin/bash
# Tasks of arrays that are lists, of steps, and of both, each kind in a folder of its own.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"
prompts 60
run='cloudcompute batch run ../in.jsonl -o out.jsonl --shard auto'
# submit NAME OPTION… -- COMMAND
submit() {
  local name=$1 options=()
  shift
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  mkdir "$name"
  sbatch --parsable --chdir="$name" --output=%A_%a.log --time=5 "${options[@]}" --wrap "$2"
}
jobs=(
  "$(submit list --array=1,3,5 -- "$run")"
  "$(submit progression --array=1-9:4,13 -- "$run")"
  "$(submit step --ntasks=4 -- "srun $run")"
  "$(submit array-and-step --array=0-2 --ntasks=4 -- "srun $run")"
  "$(submit script --ntasks=4 -- "$run")"
  "$(submit resubmission --array=0-1 -- "$run")"
)
for job in "${jobs[@]}"; do until_true 120 has_left "$job"; done
# To the variables, task 1 alone is shard 0 of 1.
again=$(sbatch --parsable --chdir=resubmission --output=%A_%a.log --time=5 --array=1 --wrap "$run")
until_true 120 has_left "$again"
for name in list progression step array-and-step script; do
  scontrol -o show job "${jobs[0]}" > "$name/states"
  jobs=("${jobs[@]:1}")
done
scontrol -o show job "$again" > resubmission/states
