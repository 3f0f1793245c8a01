"""`batch run` against a canned server, beside bare async-http-client loops, the openai SDK and wrk."""

import re
import time

from harness import HERE, PROGRAM, PYTHON, TOOLS, interleaved, setting

REPLY = (
    '{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",'
    '"content":"A short answer, as models give them."},"finish_reason":"stop"}],'
    '"usage":{"prompt_tokens":9,"completion_tokens":8,"total_tokens":17}}'
)


def lines(scene, count):
    path = scene.path / f"{count}.jsonl"
    if not path.exists():
        with path.open("w") as file:
            file.writelines(f'{{"prompt":"question {number}"}}\n' for number in range(count))
    return str(path)


def canned(scene, port):
    return scene.nginx(
        port, f"location /v1/chat/completions {{ default_type application/json; return 200 '{REPLY}'; }}"
    )


def batch(scene, base_url, count, concurrency, model="=m", *options):
    output = scene.path / "out.jsonl"
    for file in scene.path.glob("out.jsonl*"):
        file.unlink()
    usage = scene.run(
        PROGRAM, "batch", "run", lines(scene, count), "-o", str(output), "-m", model, "-j", str(concurrency), "-q", *options,
        environment={"CLOUDCOMPUTE_BASE_URL": base_url})
    with output.open("rb") as file:
        written = sum(1 for _ in file)
    if written != count:
        raise SystemExit(f"{written} results of {count} lines")
    return usage


def wrk(scene, url, concurrency, body):
    script = scene.path / "post.lua"
    script.write_text(
        'wrk.method = "POST"\nwrk.headers["content-type"] = "application/json"\n'
        f'wrk.headers["authorization"] = "Bearer cc-sandbox"\nwrk.body = {body!r}\n'
    )
    output = scene.run(
        "wrk", "-t", "1", "-c", str(concurrency), "-d", "3s", "-s", str(script), url, keeps=True
    ).output.decode()
    if "Non-2xx" in output:
        raise SystemExit(f"wrk: {output}")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", output)[1])


def measure(scene, table):
    count, sdk_count, rounds = setting("COUNT", 100_000), setting("SDK_COUNT", 2_000), setting("ROUNDS", 3)
    url = canned(scene, 18433)
    post = f"{url}/v1/chat/completions"
    rate = lambda amount, usages: [amount / usage.wall for usage in usages]
    for concurrency in (16, 64, 256):
        bare = lambda *kind: scene.run(str(TOOLS / "bare-loop"), post, str(count), str(concurrency), "m", *kind)
        ours, plain, delegate = interleaved(
            rounds, lambda: batch(scene, f"{url}/v1", count, concurrency), bare, lambda: bare("delegate"))
        what = f"`batch run`, {concurrency} at once"
        mine = rate(count, ours)
        table.add(what, "requests/s", mine, "bare loop, async", rate(count, plain), "≥ 0.97", digits=0)
        table.add(what, "requests/s", mine, "bare loop, delegate", rate(count, delegate), "≥ 0.97", digits=0)
        body = '{"model":"m","messages":[{"role":"user","content":"question 1"}]}'
        table.add(what, "requests/s", mine, "wrk", [wrk(scene, post, concurrency, body) for _ in range(rounds)], "stated", digits=0)
        table.add(f"{what}, memory", "MiB", [usage.memory for usage in ours], "bare loop, async", [u.memory for u in plain])
        if concurrency == 64:
            sdk = [
                sdk_count / float(scene.run(PYTHON, str(HERE / "sdk_loop.py"), f"{url}/v1", str(sdk_count), "64", "m", keeps=True).output)
                for _ in range(2)
            ]
            table.add(what, "requests/s", mine, "openai SDK", sdk, "≥ 40", digits=0)
    measure_sandbox(scene, table, url, rounds)


def measure_sandbox(scene, table, url, rounds):
    """The sandbox's own speed, with a program that costs next to nothing."""
    server, _ = scene.sandbox()
    body = '{"model":"sandbox/small","messages":[{"role":"user","content":"question 1"}]}'
    ours, canned_replies = interleaved(
        rounds, lambda: wrk(scene, f"{server}/chat/completions", 64, body),
        lambda: wrk(scene, f"{url}/v1/chat/completions", 64, body))
    table.add("sandbox, instant replies", "requests/s", ours, "nginx, canned", canned_replies, "stated", digits=0, ratio=True)
