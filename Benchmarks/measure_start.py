"""How long the program takes to start, beside curl."""

from harness import KEY, PROGRAM, interleaved, setting

MODELS = '{"object":"list","data":[' + ",".join(
    f'{{"id":"vendor/model-{number}","object":"model","created":1,"owned_by":"vendor","context_length":131072}}'
    for number in range(40)
) + "]}"


def measure(scene, table):
    rounds = setting("STARTS", 50)
    version = interleaved(
        rounds, lambda: scene.run(PROGRAM, "--version"), lambda: scene.run("curl", "--version")
    )
    origin = scene.nginx(18431, f"location /v1/models {{ default_type application/json; return 200 '{MODELS}'; }}")
    environment = {"CLOUDCOMPUTE_BASE_URL": f"{origin}/v1"}
    models = interleaved(
        rounds,
        lambda: scene.run(PROGRAM, "models", environment=environment),
        lambda: scene.run("curl", "-s", "-H", f"Authorization: Bearer {KEY}", f"{origin}/v1/models"),
    )
    for name, peer, (ours, theirs), goal in [
        ("`--version`", "`curl --version`", version, "≤ 1"), ("`models`", "`curl -s`", models, "≤ 1.6")
    ]:
        for kind, unit in [("wall", "ms"), ("cpu", "ms of CPU")]:
            table.add(
                name, unit, [1000 * getattr(usage, kind) for usage in ours], peer,
                [1000 * getattr(usage, kind) for usage in theirs], goal)
