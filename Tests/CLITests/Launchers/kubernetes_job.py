"""Says what is wrong with Kubernetes manifests, a line each, as "PATH: FINDING"; exits 1 where there is any.

The schemas of the API are strict about names and types, and know no choices: what the server demands of a Job beyond them
is checked here.
"""

import sys
from typing import Iterator

import kubernetes_validate
import yaml

VERSION = "1.33"  # the first in which backoffLimitPerIndex is generally available

ACTIONS = {"Count", "FailIndex", "FailJob", "Ignore"}
STATUSES = {"False", "True", "Unknown"}


def job_findings(spec: dict) -> Iterator[str]:
    pod = spec["template"]["spec"]
    indexed = spec.get("completionMode", "NonIndexed") == "Indexed"
    never = pod.get("restartPolicy") == "Never"
    completions = spec.get("completions", 0)

    if spec.get("completionMode", "NonIndexed") not in ("Indexed", "NonIndexed"):
        yield "completionMode is neither Indexed nor NonIndexed"
    if pod.get("restartPolicy") not in ("Never", "OnFailure"):
        yield "restartPolicy of a Job is Never or OnFailure"
    if indexed and completions < 1:
        yield "Indexed needs completions"
    if "backoffLimitPerIndex" in spec and not (indexed and never):
        yield "backoffLimitPerIndex needs Indexed and restartPolicy Never"
    if "maxFailedIndexes" in spec and ("backoffLimitPerIndex" not in spec or spec["maxFailedIndexes"] > completions):
        yield "maxFailedIndexes needs backoffLimitPerIndex and is no more than completions"
    if "podFailurePolicy" in spec and not never:
        yield "podFailurePolicy needs restartPolicy Never"

    names = [container["name"] for container in pod["containers"] + pod.get("initContainers", [])]
    for index, rule in enumerate(spec.get("podFailurePolicy", {}).get("rules", [])):
        for finding in rule_findings(rule, names, "backoffLimitPerIndex" in spec):
            yield f"rule {index}: {finding}"


def rule_findings(rule: dict, containers: list[str], counts_by_index: bool) -> Iterator[str]:
    if rule["action"] not in ACTIONS:
        yield f"{rule['action']} is no action"
    if rule["action"] == "FailIndex" and not counts_by_index:
        yield "FailIndex needs backoffLimitPerIndex"
    if ("onExitCodes" in rule) == ("onPodConditions" in rule):
        yield "a rule has either onExitCodes or onPodConditions"
    for condition in rule.get("onPodConditions", []):
        if condition["status"] not in STATUSES:
            yield f"{condition['status']} is no status"
    if codes := rule.get("onExitCodes"):
        values = codes["values"]
        if codes["operator"] not in ("In", "NotIn"):
            yield f"{codes['operator']} is no operator"
        if codes["operator"] == "In" and 0 in values:
            yield "0 is not allowed with In"
        if not 1 <= len(values) <= 255 or values != sorted(set(values)):
            yield "values are 1 to 255 numbers in order, each once"
        if codes.get("containerName", containers[0]) not in containers:
            yield f"there is no container {codes['containerName']}"


def findings(path: str) -> Iterator[str]:
    with open(path, encoding="utf-8") as file:
        documents = list(yaml.safe_load_all(file))
    for document in documents:
        try:
            kubernetes_validate.validate(document, VERSION, strict=True)
        except kubernetes_validate.ValidationError as error:
            yield f"{'.'.join(map(str, error.path))}: {error.message}"
            continue
        if document["kind"] == "Job":
            yield from job_findings(document["spec"])


def main() -> None:
    found = [f"{path}: {finding}" for path in sys.argv[1:] for finding in findings(path)]
    print("\n".join(found))
    sys.exit(1 if found else 0)


main()
