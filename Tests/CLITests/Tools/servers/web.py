"""A real MCP server over HTTP on a free port of 127.0.0.1, whose URL is its first line; ends with its input.

With `modern` it refuses the handshake, so that it is talked to in the stateless protocol.
"""
import socket
import sys
import threading

import uvicorn
from starlette.responses import JSONResponse

try:
    from mcp.server import MCPServer as Server
except ImportError:
    from mcp.server.fastmcp import FastMCP as Server

server = Server("web", instructions="Add with add.")


@server.tool()
def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


@server.tool()
def fail() -> str:
    """Always fails."""
    raise ValueError("no such thing")


app = server.streamable_http_app()


async def refusing(scope, receive, send):
    """The server without the handshake."""
    if scope["type"] != "http" or scope["method"] != "POST":
        return await app(scope, receive, send)
    messages = []
    while True:
        message = await receive()
        messages.append(message)
        if not message.get("more_body"):
            break
    body = b"".join(message.get("body", b"") for message in messages)
    if b'"initialize"' in body:
        refusal = {"jsonrpc": "2.0", "id": "server-error", "error": {"code": -32022, "message": "no handshake"}}
        return await JSONResponse(refusal, status_code=400)(scope, receive, send)

    async def again():
        return messages.pop(0) if messages else await receive()

    await app(scope, again, send)


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
print("http://127.0.0.1:%d/mcp" % listener.getsockname()[1], flush=True)
config = uvicorn.Config(refusing if "modern" in sys.argv else app, log_level="error")
web = uvicorn.Server(config)


def watch():
    sys.stdin.read()
    web.should_exit = True
    web.force_exit = True


threading.Thread(target=watch, daemon=True).start()
web.run(sockets=[listener])
