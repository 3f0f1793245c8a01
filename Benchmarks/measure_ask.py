"""A long reply through `ask`: to a pipe and to a terminal, beside `curl -N` and the openai SDK."""

import json

from harness import KEY, PROGRAM, PYTHON, HERE, interleaved, setting

PAGE = (
    "## Заголовок\n\nАбзац **с жирным**, *курсивом*, `кодом` и [ссылкой](https://example.org). "
    + "Ещё несколько слов обычного текста. " * 12
    + "\n\n- пункт\n  - вложенный пункт\n\n```python\ndef f(x):  # комментарий\n    return x + 1\n```\n\n"
    + "| поле | значение |\n|---|---|\n| а | 1 |\n\n"
)


def write_reply(path, chunks):
    with path.open("w") as file:
        text = PAGE * (chunks * 5 // len(PAGE) + 1)
        for place in range(0, chunks * 5, 5):
            delta = {"index": 0, "delta": {"content": text[place : place + 5]}, "finish_reason": None}
            chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [delta]}
            file.write("data: " + json.dumps(chunk, ensure_ascii=False, separators=(",", ":")) + "\n\n")
        file.write('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')


def measure(scene, table):
    chunks = setting("CHUNKS", 200_000)
    replies = scene.path / "replies"
    replies.mkdir()
    write_reply(replies / "reply", chunks)
    origin = scene.nginx(
        18432,
        f"""default_type text/event-stream; root {scene.path};
        location /v1/chat/completions {{ error_page 405 =200 /replies/reply; return 405; }}
        location /replies {{ error_page 405 =200 $uri; }}""",
    )
    ask = [PROGRAM, "ask", "--no-save", "-q", "-m", "=m", "--base-url", f"{origin}/v1", "x"]
    curl = ["curl", "-sN", "-d", "{}", "-H", f"Authorization: Bearer {KEY}", f"{origin}/v1/chat/completions"]
    piped, fetched, shown = interleaved(
        setting("ROUNDS", 3), lambda: scene.run(*ask), lambda: scene.run(*curl), lambda: scene.run_in_terminal(*ask)
    )
    sdk = scene.run(PYTHON, str(HERE / "sdk_stream.py"), f"{origin}/v1")
    cpu = lambda usages: [usage.cpu for usage in usages]
    what = f"`ask`, {chunks:,} chunks"
    table.add(what, "s of CPU", cpu(piped), "`curl -N`", cpu(fetched), "≤ 8", digits=3)
    table.add(what, "s of CPU", cpu(piped), "openai SDK", [sdk.cpu], "≥ 100 ×", digits=3, inverse=True)
    table.add(f"{what}, in a terminal", "s of CPU", cpu(shown), "to a pipe", cpu(piped), "≤ 3", digits=3)
    table.add(f"{what}, memory", "MiB", [usage.memory for usage in piped], "`curl -N`", [usage.memory for usage in fetched])
