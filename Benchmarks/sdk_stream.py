"""The same stream through the openai SDK: sdk_stream.py BASE_URL writes its text."""

import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="cc-sandbox")
stream = client.chat.completions.create(model="m", messages=[{"role": "user", "content": "x"}], stream=True)
for chunk in stream:
    text = chunk.choices[0].delta.content if chunk.choices else None
    if text:
        print(text, end="", flush=True)
