"""The same work through the openai SDK: sdk_loop.py BASE_URL COUNT CONCURRENCY prints the seconds it took."""

import asyncio
import sys
import time

import httpx
import openai


async def main():
    base_url, count, concurrency = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
    client = openai.AsyncOpenAI(
        base_url=base_url, api_key="cc-benchmark", http_client=httpx.AsyncClient(limits=limits)
    )
    numbers = iter(range(count))

    async def worker():
        for number in numbers:
            await client.chat.completions.create(
                model="m", messages=[{"role": "user", "content": f"question {number}"}]
            )

    start = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(concurrency)))
    print(time.perf_counter() - start)


asyncio.run(main())
