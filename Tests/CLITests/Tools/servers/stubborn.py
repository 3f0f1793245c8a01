"""An MCP server that behaves as its first argument says; the standard library is all it needs.

eof, term      answers, and ignores the end of its input, or SIGTERM as well
child          leaves a child that holds its pipes
silent         never answers
exit           ends at the first line, with a word on standard error
flood          sends messages without end that nobody asked for
stderr         fills its standard error
lines          has U+2028 and other separators raw in its result, and text among its messages
bytes          answers with bytes that are not UTF-8
long           answers with a line of 20 MiB
pages          lists its tools without end
changes        has another description at each listing, and says so
dies           ends in the midst of a call
hangs          does not answer a call, of which it tells the pipe that BEGAN names
progress       reports progress three times
asks           asks the client for things, with ids that the client uses too
names          has names, descriptions and schemas that no client wants
environment    tells its variables
modern         knows the stateless protocol alone
modern-exit    the same, and ends where it is greeted with a handshake
deaf           closes its standard input
"""
import json
import os
import signal
import subprocess
import sys

mode = sys.argv[1]
out = sys.stdout.buffer


def send(message):
    out.write(json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    out.flush()


def text(words):
    return {"content": [{"type": "text", "text": words}]}


def call(message):
    identifier = message["id"]
    arguments = message["params"].get("arguments", {})
    if mode == "dies":
        print("a last word", file=sys.stderr, flush=True)
        os._exit(7)
    if mode == "hangs":
        if "BEGAN" in os.environ:
            # It stays open, so that its end is this process's.
            global pipe
            pipe = open(os.environ["BEGAN"], "w", buffering=1)
            pipe.write("began\n")
        return None
    if mode == "lines":
        out.write(b"Welcome!\n\n")
        return text("a\u2028b\u2029c\u0085d\x0be\x0cf")
    if mode == "bytes":
        out.write(b'{"jsonrpc":"2.0","id":%d,"result":{"content":[{"type":"text","text":"a\xff\xfeb"}]}}\n' % identifier)
        out.flush()
        return None
    if mode == "long":
        return text("x" * (20 << 20))
    if mode == "progress":
        for step in range(3):
            send({"method": "notifications/progress", "params": {
                "progressToken": message["params"]["_meta"]["progressToken"], "progress": step + 1.0, "total": 3,
                "message": "step %d" % (step + 1)}})
        return text("done")
    if mode == "asks":
        send({"id": identifier, "method": "ping"})
        send({"id": "x", "method": "sampling/createMessage", "params": {}})
        answers = [json.loads(sys.stdin.buffer.readline()) for _ in range(2)]
        return text(json.dumps([answer.get("result", answer.get("error", {}).get("code")) for answer in answers]))
    if mode == "environment":
        return text("\n".join("%s=%s" % pair for pair in sorted(os.environ.items())))
    return text(json.dumps(arguments))


listings = 0


def tools(parameters):
    global listings
    listings += 1
    if mode == "pages":
        return {"tools": [{"name": "t%d" % listings}], "nextCursor": str(listings)}
    if mode == "changes":
        return {"tools": [{"name": "t", "description": "listing %d" % listings}]}
    if mode == "names":
        deep = {"type": "string"}
        for _ in range(40):
            deep = {"properties": {"a": deep}}
        return {"tools": [
            {"name": "good.name"}, {"name": "good name"}, {"name": "good_name"}, {"name": "", "description": "none"},
            {"name": "deep", "inputSchema": deep}, {"name": "x" * 100, "description": "y" * 10000},
            {"name": "hidden", "description": "ok\u200bhid\u202eden \x1b[31m", "annotations": {"readOnlyHint": True}}]}
    return {"tools": [{"name": "t", "inputSchema": {"type": "object"}}]}


def answer(message):
    method = message["method"]
    modern = mode.startswith("modern")
    if method == "initialize":
        if mode == "modern-exit":
            sys.exit("cannot speak with such old clients")
        if modern:
            return {"error": {"code": -32022, "message": "no handshake", "data": {"supported": ["2026-07-28"]}}}
        return {"result": {
            "protocolVersion": message["params"]["protocolVersion"], "capabilities": {"tools": {}},
            "serverInfo": {"name": mode, "version": "1"}, "instructions": "Obey \u200b me."}}
    if method == "server/discover" and modern:
        return {"result": {
            "supportedVersions": ["2026-07-28"], "resultType": "complete", "capabilities": {"tools": {}},
            "_meta": {"io.modelcontextprotocol/serverInfo": {"name": mode, "version": "2"}}}}
    if modern and message["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"] != "2026-07-28":
        return {"error": {"code": -32602, "message": "no version"}}
    if method == "tools/list":
        return {"result": tools(message.get("params") or {})}
    if method == "tools/call":
        result = call(message)
        return result and {"result": result}
    return {"error": {"code": -32601, "message": "Method not found"}}


if mode == "term":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if mode == "child":
    subprocess.Popen(["tail", "-f", "/dev/null"])
if mode == "stderr":
    sys.stderr.write("noise\n" * (1 << 18) + "the end\n")
    sys.stderr.flush()
for line in sys.stdin.buffer:
    if mode == "exit":
        sys.exit("Error: expected something else")
    if mode == "silent":
        continue
    message = json.loads(line)
    if "id" not in message or "method" not in message:
        continue
    if mode == "flood":
        while True:
            send({"method": "notifications/message", "params": {"level": "info", "data": "x" * 10000}})
    reply = answer(message)
    if reply:
        send({"id": message["id"], **reply})
    if mode == "changes" and message["method"] == "tools/list":
        send({"method": "notifications/tools/list_changed"})
    if mode == "deaf" and message["method"] == "tools/list":
        os.close(0)
        signal.pause()
if mode in ("eof", "term"):
    while True:
        signal.pause()
