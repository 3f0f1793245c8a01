"""Runs a server (the arguments) and refuses the handshake for it, so that it is talked to in the stateless protocol."""
import json
import subprocess
import sys

server = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)
for line in sys.stdin.buffer:
    message = json.loads(line)
    if message.get("method") == "initialize":
        refusal = {"jsonrpc": "2.0", "id": message["id"], "error": {"code": -32022, "message": "no handshake"}}
        sys.stdout.write(json.dumps(refusal) + "\n")
        sys.stdout.flush()
    else:
        server.stdin.write(line)
        server.stdin.flush()
server.stdin.close()
server.wait()
