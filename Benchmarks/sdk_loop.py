"""The same work through the openai SDK: sdk_loop.py BASE_URL COUNT CONCURRENCY MODEL prints the seconds it took."""

import asyncio
import sys
import time

import openai


async def main():
    base_url, count, concurrency = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    client = openai.AsyncOpenAI(base_url=base_url, api_key="cc-sandbox")
    numbers = iter(range(count))

    async def worker():
        for number in numbers:
            await client.chat.completions.create(
                model=sys.argv[4], messages=[{"role": "user", "content": f"question {number}"}]
            )

    start = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(concurrency)))
    print(time.perf_counter() - start)


asyncio.run(main())
