"""One input, eight shards as a Slurm array that submitit submits from Python, a notebook for example.

    python shards.py prompts.jsonl -o answers.jsonl -m MODEL

submitit warns its own process with USR2 before the limit; the program stops by itself, earlier, with --stop-before.
"""

import subprocess
import sys

import submitit

SHARDS = 8


def run(arguments: list[str]) -> int:
    """One task: --shard auto knows its place from Slurm's variables. 75 asks for another run; below 0 is a kill."""
    command = ["cloudcompute", "batch", "run", *arguments, "--shard", "auto", "--drain", "25s", "--stop-before", "2m"]
    code = subprocess.run(command).returncode
    return code if code >= 0 else 75


def main() -> None:
    executor = submitit.AutoExecutor(folder="submitit-logs", cluster="slurm")
    executor.update_parameters(name="answers", timeout_min=240, cpus_per_task=1, slurm_array_parallelism=4)
    codes = [75]
    for _ in range(20):
        if 75 not in codes:
            break
        # All of them again: the place of a task must stay what it was, and a shard that is done ends at once.
        codes = [job.result() for job in executor.map_array(run, [sys.argv[1:]] * SHARDS)]
    print("exit codes:", *codes)
    sys.exit(max(codes))


if __name__ == "__main__":
    main()
