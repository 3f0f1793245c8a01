#!/bin/bash
# Runs Examples/slurm/array.sbatch. Task 3 is killed while its answers come; task 5 meets a time limit that is shorter than
# its work, so that Slurm warns it. Leaves states (one line a task) and the shards.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "$0")/common.sh"
prompts 320
touch slow.3 slow.5
job=$(sbatch --parsable --array=0-7 --time=10 "$EXAMPLES/slurm/array.sbatch" in.jsonl -o out.jsonl -j 2 --stop-before 20s)

first_line out.5-of-8.jsonl > /dev/null
# Warned once less than the signal's time remains, which Slurm looks at every 30 s.
scontrol update jobid="${job}_5" timelimit=1

kill_shard KILL 3
until_true 60 state "${job}_3" JobState=FAILED
cp out.3-of-8.jsonl killed.jsonl
scontrol requeue "${job}_3"

until_true 90 state "${job}_5" "Restarts=[1-9]"
scontrol update jobid="${job}_5" timelimit=10
until_true 90 has_left "$job"
scontrol -o show job "$job" > states
