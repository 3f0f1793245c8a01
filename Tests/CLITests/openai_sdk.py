"""Talks to the sandbox through the openai SDK and prints what came of it as one JSON object."""

import json
import sys

import openai

base_url, limited_url = sys.argv[1:]
client = openai.OpenAI(base_url=base_url, api_key="cc-sandbox", max_retries=0)
question = [{"role": "user", "content": "Привет, SDK"}]

whole = client.chat.completions.create(model="sandbox/small", messages=question)
stream = client.chat.completions.create(
    model="sandbox/small", messages=question, stream=True, stream_options={"include_usage": True}
)
streamed, usage = "", None
for chunk in stream:
    usage = chunk.usage or usage
    for choice in chunk.choices:
        streamed += choice.delta.content or ""


def status_of(call):
    try:
        call()
    except openai.APIStatusError as error:
        return {"type": type(error).__name__, "status": error.status_code, "body": error.body}
    return None


wrong_key = openai.OpenAI(base_url=base_url, api_key="cc-wrong", max_retries=0)
limited = openai.OpenAI(base_url=limited_url, api_key="cc-sandbox", max_retries=0)
limited.chat.completions.create(model="sandbox/small", messages=question)

print(
    json.dumps(
        {
            "models": [model.id for model in client.models.list()],
            "text": whole.choices[0].message.content,
            "finish_reason": whole.choices[0].finish_reason,
            "usage": whole.usage.total_tokens,
            "streamed": streamed,
            "streamed_usage": usage.total_tokens,
            "wrong_key": status_of(wrong_key.models.list),
            "limited": status_of(
                lambda: limited.chat.completions.create(model="sandbox/small", messages=question)
            ),
        }
    )
)
