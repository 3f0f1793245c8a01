"""One input, eight shards as Ray tasks on whatever nodes the cluster has; the folder is shared by all of them.

    python shards.py prompts.jsonl -o answers.jsonl -m MODEL

A shard whose node is lost, that is killed, or that ends with 75 is run again; one that ends with another code is not.
Then: cloudcompute batch merge 'answers.*-of-8.jsonl' -o answers.jsonl --input prompts.jsonl
"""

import os
import subprocess
import sys

import ray

SHARDS = 8


class RunAgain(Exception):
    """Lines remain."""


@ray.remote(num_cpus=1, max_retries=5, retry_exceptions=[RunAgain])
def run(index: int, folder: str, arguments: list[str]) -> int:
    command = ["cloudcompute", "batch", "run", *arguments, "--shard", f"{index}/{SHARDS}", "--drain", "25s"]
    code = subprocess.run(command, cwd=folder).returncode
    if code == 75 or code < 0:  # below 0: killed by that signal
        raise RunAgain(f"shard {index} ended with {code}")
    return code


def main() -> None:
    # A cluster that runs (RAY_ADDRESS), or one on this machine.
    ray.init()
    pending = {run.remote(index, os.getcwd(), sys.argv[1:]): index for index in range(SHARDS)}
    worst = 0
    while pending:
        (done,), _ = ray.wait(list(pending))
        index = pending.pop(done)
        try:
            code = ray.get(done)
        except (RunAgain, ray.exceptions.RayError) as error:
            code = 75
            print(f"Shard {index} was given up: {str(error).splitlines()[-1]}", file=sys.stderr)
        worst = max(worst, code)
    sys.exit(worst)


if __name__ == "__main__":
    main()
