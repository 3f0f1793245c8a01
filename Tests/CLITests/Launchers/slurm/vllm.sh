#!/bin/bash
# Runs Examples/slurm/array-vllm.sbatch with two tasks, and a sandbox behind nginx in place of vllm.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"
prompts 40
export MODEL=sandbox/small VLLM_API_KEY=cc-sandbox
unset CLOUDCOMPUTE_BASE_URL CLOUDCOMPUTE_API_KEY
job=$(sbatch --parsable --array=0-1 --time=5 "$EXAMPLES/slurm/array-vllm.sbatch" in.jsonl -o out.jsonl)
until_true 120 has_left "$job"
scontrol -o show job "$job" > states
