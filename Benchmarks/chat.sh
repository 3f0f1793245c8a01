#!/usr/bin/env bash
# Measures what a person at the chat waits for: the rendering of long replies, and a large store of conversations.
# Called by `make bench-chat`. The times hold the start of the program each; `--version` shows what that alone takes.
set -euo pipefail
cd "$(dirname "$0")"
program=$(cd .. && pwd)/.build/release/cloudcompute
python=$(cd .. && pwd)/.build/venv/bin/python
work=$(mktemp -d)
port=18432
trap 'kill $(cat "$work/nginx.pid") 2> /dev/null || true; rm -rf "$work"' EXIT
export HOME=$work TERM=xterm-256color
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME CLOUDCOMPUTE_BASE_URL CLOUDCOMPUTE_API_KEY NO_COLOR

milliseconds() { # the least of five runs of a command, in milliseconds
  local best=999999 start end
  for _ in 1 2 3 4 5; do
    start=$(date +%s%N)
    "$@" > "$work/output" 2>&1 || { echo "failed: $*" >&2; tail -c 500 "$work/output" >&2; exit 1; }
    end=$(date +%s%N)
    if (( (end - start) / 1000000 < best )); then best=$(( (end - start) / 1000000 )); fi
  done
  echo "$best"
}

mkdir "$work/replies"
chmod 755 "$work" # nginx reads the replies as another user
"$python" - "$work/replies" <<'PYTHON'
import json, sys
page = """## Заголовок

Абзац **с жирным**, *курсивом*, `кодом` и [ссылкой](https://example.org). """ + "Ещё несколько слов обычного текста. " * 12 + """

- пункт
  - вложенный пункт

```python
def f(x):  # комментарий
    return x + 1
```

| поле | значение |
|---|---|
| а | 1 |

"""
for size in (256, 1024, 4096):
    text = (page * (size * 1024 // len(page.encode()) + 1))
    text = text.encode()[: size * 1024].decode(errors="ignore")
    with open(f"{sys.argv[1]}/{size}", "w") as file:
        for start in range(0, len(text), 5):
            delta = {"choices": [{"index": 0, "delta": {"content": text[start : start + 5]}}]}
            file.write("data: " + json.dumps(delta, ensure_ascii=False) + "\n\n")
        file.write('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
PYTHON
cat > "$work/nginx.conf" <<CONF
pid $work/nginx.pid; error_log stderr crit; worker_processes 1; daemon on;
events { worker_connections 64; }
http {
  access_log off; default_type text/event-stream;
  client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  server {
    listen 127.0.0.1:$port;
    location ~ ^/([0-9]+)/chat/completions$ { error_page 405 =200 /replies/\$1; return 405; }
    location /replies { root $work; error_page 405 =200 \$uri; }
  }
}
CONF
/usr/sbin/nginx -p "$work" -c "$work/nginx.conf"

echo "== A reply in deltas of five characters (milliseconds, the least of five runs)"
printf '%-12s %12s %12s %16s\n' size "to a pipe" terminal "terminal/MiB"
for size in 256 1024 4096; do
  ask=("$program" ask --no-save -q -m m --base-url "http://127.0.0.1:$port/$size" x)
  piped=$(milliseconds "${ask[@]}")
  shown=$(milliseconds script -qec "${ask[*]}" /dev/null)
  printf '%-12s %12s %12s %16s\n' "$size KiB" "$piped" "$shown" $((shown * 1024 / size))
done

echo
echo "== A store of 10,000 conversations with 100,000 turns (milliseconds, the least of five runs)"
store=$work/.local/share/cloudcompute/conversations.db
"$program" history list > /dev/null 2>&1
"$python" fill_store.py "$store" 10000 100000
printf '%-44s %8s\n' "store, MiB" $(( $(stat -c %s "$store") / 1048576 ))
row() { printf '%-44s %8s\n' "$1" "$(milliseconds "${@:2}")"; }
row "the program alone (--version)" "$program" --version
row "history list" "$program" history list
row "history search, a word in one turn" "$program" history search единственное
row "history search, a word in every turn" "$program" history search общее
row "history search, two words, the last begun" "$program" history search слово17 wor
row "history show of the latest" "$program" history show
