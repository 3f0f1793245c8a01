"""Writes the files that readers are measured with: requests and results in Russian and English, as runs have them.

Usage: reader_files.py FOLDER MEGABYTES
"""

import json
import random
import sys

folder, limit = sys.argv[1], int(sys.argv[2]) * 1_000_000
random.seed(7)
RUSSIAN = (
    "В начале было слово, и слово это повторялось на каждой странице отчёта. Модель отвечает «да» или «нет», а иногда — "
    'подробно.\nПроверьте, пожалуйста, что числа № 1…17 сходятся с итогом: "12,5 %" и 3 408 руб. Ответ дайте списком.\n'
).split(" ")
ENGLISH = (
    'The quick brown fox jumps over the lazy dog while the server answers in JSON.\nPlease summarise the "following" '
    "text\tin three bullet points; path C:\\temp\\x is an example. Numbers such as 3.14159 and 2,718 stay — of course.\n"
).split(" ")


def text(words, size):
    chosen, place = [], random.randrange(len(words))
    while sum(len(word.encode()) + 1 for word in chosen) < size:
        chosen.append(words[place % len(words)])
        place += 1
    return " ".join(chosen)


def request(index):
    words = RUSSIAN if index % 2 else ENGLISH
    messages = [
        {"role": "system", "content": text(words, 150)},
        {"role": "user", "content": text(words, random.randrange(200, 2200))},
    ]
    body = {"model": "sandbox/small", "messages": messages, "temperature": 0.2, "max_tokens": 512}
    line = {"custom_id": "req-@ID@", "method": "POST", "url": "/v1/chat/completions", "body": body}
    return json.dumps(line, ensure_ascii=index % 10 == 3)


def prompt(index):
    return json.dumps({"prompt": "@ID@ " + text(ENGLISH, random.randrange(20, 60))})


def result(index, streams):
    words = RUSSIAN if index % 2 else ENGLISH
    tokens, latency = random.randrange(50, 400), random.uniform(200, 9000)
    message = {"role": "assistant", "content": text(words, random.randrange(200, 2200)), "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop" if index % 20 else "length"}
    usage = {"prompt_tokens": random.randrange(20, 800), "completion_tokens": tokens, "total_tokens": 1000}
    body = {"id": "c-@ID@", "object": "chat.completion", "model": "m", "choices": [choice], "usage": usage}
    times = f'"sent_at":@TIME@,"attempts":1,"latency":{latency:.3f}'
    if streams:
        gaps = ",".join(f"{random.uniform(0, 40):.3f}" for _ in range(tokens))
        times += f',"time_to_first_token":{latency / 10:.3f},"inter_token_latencies":[{gaps}]'
    response = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return (
        f'{{"id":"batch_req_@HEX@0123456789abcdef","custom_id":"{"s" if streams else "r"}-@ID@","response":'
        f'{{"status_code":200,"request_id":"@ID@","body":{response}}},"error":null,"timings":{{{times}}}}}'
    )


def write(name, line):
    lines = [line(index) for index in range(500)]
    size = number = 0
    with open(f"{folder}/{name}.jsonl", "wb") as file:
        while size < limit:
            text = lines[number % len(lines)].replace("@ID@", f"{number:08}")
            text = text.replace("@HEX@", f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}")
            size += file.write(text.replace("@TIME@", f"{1.76e9 + number * 0.004:.6f}").encode() + b"\n")
            number += 1


write("in", request)
write("short", prompt)
write("out", lambda index: result(index, False))
write("stream", lambda index: result(index, True))
