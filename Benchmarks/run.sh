#!/usr/bin/env bash
# Measures `batch run` against a canned nginx on 127.0.0.1, beside a bare async-http-client loop and the openai SDK.
# Everything runs in one go on one machine, since only ratios of one run mean anything. Called by `make bench`.
set -euo pipefail
cd "$(dirname "$0")"
program=$(cd .. && pwd)/.build/release/cloudcompute
python=$(cd .. && pwd)/.build/venv/bin/python
loop=$(pwd)/.build/release/bare-loop
concurrency=${CONCURRENCY:-32}
count=${COUNT:-150000}
lines=${LINES_OF_RUNS:-10000 100000 1000000}
work=$(mktemp -d)
port=18431
trap 'kill ${sandbox:-} $(cat "$work/nginx.pid") 2> /dev/null || true; rm -rf "$work"' EXIT

cat > "$work/nginx.conf" <<CONF
pid $work/nginx.pid; error_log stderr crit; worker_processes 1; daemon on;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 100000000; client_body_buffer_size 64k;
  client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  server {
    listen 127.0.0.1:$port;
    location /v1/chat/completions {
      default_type application/json;
      return 200 '{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"A short answer, as models give them."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":8,"total_tokens":17}}';
    }
  }
}
CONF
/usr/sbin/nginx -p "$work" -c "$work/nginx.conf"
export CLOUDCOMPUTE_BASE_URL=http://127.0.0.1:$port/v1 CLOUDCOMPUTE_API_KEY=cc-sandbox
export XDG_CONFIG_HOME=$work

seconds() { # runs a command and prints the seconds it took
  local start end
  start=$(date +%s.%N); "$@" > /dev/null; end=$(date +%s.%N)
  echo "$end - $start" | bc
}
input() { # writes so many short prompts
  seq 1 "$1" | sed 's/.*/{"prompt":"question &"}/' > "$work/$1.jsonl"
}

compare() { # URL COUNT MODEL: ours beside the bare loop, three times in turn
  local round bare ours
  printf '%-24s %10s %12s\n' what seconds requests/s
  for round in 1 2 3; do
    bare=$("$loop" "$1/chat/completions" "$2" "$concurrency" "$3")
    rm -f "$work"/out*
    ours=$(CLOUDCOMPUTE_BASE_URL=$1 seconds "$program" batch run "$work/$2.jsonl" -o "$work/out.jsonl" -m "$3" -j "$concurrency" -q)
    printf '%-24s %10.2f %12.0f\n' "bare loop" "$bare" "$(echo "$2 / $bare" | bc)"
    printf '%-24s %10.2f %12.0f   %.0f %% of the bare loop\n' "cloudcompute batch run" "$ours" "$(echo "$2 / $ours" | bc)" "$(echo "100 * $bare / $ours" | bc -l)"
  done
}

echo "== Throughput against a server that answers after 20 ms, $concurrency at once"
"$program" sandbox --latency 20ms > "$work/url" 2> /dev/null & sandbox=$!
until [ -s "$work/url" ]; do sleep 0.1; done
input $((count / 15))
compare "$(cat "$work/url")" $((count / 15)) sandbox/small
kill $sandbox

echo
echo "== Throughput against a server that answers at once, so that all is work of the processors"
input "$count"
compare "$CLOUDCOMPUTE_BASE_URL" "$count" m
sdk_count=$((count / 30))
sdk=$("$python" sdk_loop.py "$CLOUDCOMPUTE_BASE_URL" "$sdk_count" "$concurrency" m)
printf '%-24s %10.2f %12.0f   (%s requests)\n' "openai SDK, asyncio" "$sdk" "$(echo "$sdk_count / $sdk" | bc)" "$sdk_count"

echo
echo "== Memory and time by the number of lines (peak resident set, MiB)"
peak() { /usr/bin/time -f '%M %e' "$@" 2>&1 > /dev/null | tail -n 1; }
idle=$(peak "$program" config show | cut -d ' ' -f 1)
printf '%-10s %10s %14s %12s %14s\n' lines seconds "µs per line" peak "over idle"
printf '%-10s %10s %14s %12.1f\n' idle - - "$(echo "$idle / 1024" | bc -l)"
for number in $lines; do
  input "$number"
  rm -f "$work"/out*
  read -r memory time < <(peak "$program" batch run "$work/$number.jsonl" -o "$work/out.jsonl" -m m -j "$concurrency" -q)
  written=$(wc -l < "$work/out.jsonl")
  [ "$written" = "$number" ] || { echo "$written results of $number lines" >&2; exit 1; }
  printf '%-10s %10.2f %14.1f %12.1f %14.1f\n' "$number" "$time" "$(echo "1000000 * $time / $number" | bc -l)" \
    "$(echo "$memory / 1024" | bc -l)" "$(echo "($memory - $idle) / 1024" | bc -l)"
  read -r memory time < <(peak "$program" batch run "$work/$number.jsonl" -o "$work/out.jsonl" -m m -j "$concurrency" -q)
  printf '%-10s %10.2f %14.1f %12.1f %14.1f   again, all done\n' "$number" "$time" "$(echo "1000000 * $time / $number" | bc -l)" \
    "$(echo "$memory / 1024" | bc -l)" "$(echo "($memory - $idle) / 1024" | bc -l)"
done
