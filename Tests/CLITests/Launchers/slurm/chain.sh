#!/bin/bash
# Runs Examples/slurm/chain.sbatch with a limit of two minutes and a margin that leaves ten seconds of them.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"
prompts 60
touch slow.job
LINKS=3 sbatch --parsable --time=2 "$EXAMPLES/slurm/chain.sbatch" in.jsonl -o out.jsonl -j 4 --stop-before 110s > first
until_true 120 has_left "$(cat first)"
has_no_link() { ! squeue -h -o %Z | grep -qFx "$PWD"; }
until_true 120 has_no_link
scontrol -o show job | grep -F "WorkDir=$PWD " > states
