# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# profile — why some goals of serving and start are missed: the processor time of a request by process, under the load that serving
# measures; in Python by layer as well, in one process without a socket; in C# by part of the program while it reads large bodies; and what
# the start imports. Sourced by bench.sh.
need wrk
need curl
need perf linux-perf
# shellcheck source=subjects.sh
source "$here/subjects.sh"
runs=${RUNS:-5} seconds=${SECONDS_EACH:-4}
subjects csharp csharp-alone flask fastapi
baseline kestrel-nginx kestrel --target proxied
baseline wsgi wsgi --build-arg SUBJECT=bench-flask
baseline habit habit

profiled() { # NAME MODEL-OF
  local name=$1 run before loaded
  serve "$name" "$2"
  load "$address" 32 3 >/dev/null
  for ((run = 0; run < runs; run++)); do
    before=$(python3 "$here/probe.py" processor "bench-$name")
    loaded=$(load "$address" 32 "$seconds")
    python3 "$here/probe.py" processor "bench-$name" | jq -c --arg name "$name" --argjson before "$before" --argjson loaded "$loaded" \
      '{$name, requests: $loaded.requests, seconds: $loaded.seconds, spent: with_entries(.value -= ($before[.key] // 0))}' >>"$work/profile.jsonl"
  done
  docker rm -f "bench-$name" >/dev/null
}

for pair in kestrel-nginx=csharp csharp=csharp wsgi=flask flask=flask fastapi=fastapi habit=flask; do
  profiled "${pair%=*}" "${pair#*=}"
done

layered() { # NAME OF-CONTAINER
  docker run --rm --name "bench-$2" --network none -v "$here/layers.py:/layers.py:ro" -v "$work/$1/local/model:/opt/ml/model:ro" \
    "bench-$1" python3 /layers.py
}

for name in flask fastapi; do
  layered "$name" other >/dev/null & # as under load, where both cores are busy
  layered "$name" one | jq -c --arg name "$name" '{$name} + .' >>"$work/layers.jsonl"
  wait $!
done

# The symbols of a C# server that reads large bodies, the share of the samples of each. The runtime writes where it put what it compiled.
sampled() { # NAME
  local server body
  python3 "$here/probe.py" make-body 25 "$work/body.csv" >/dev/null
  serve "$1" "$1" -e DOTNET_PerfMapEnabled=1 -e DOTNET_EnableDiagnostics=1 -e DOTNET_EnableWriteXorExecute=0
  server=$(docker inspect -f '{{.State.Pid}}' "bench-$1")
  for ((body = 0; body < 5; body++)); do large "$1" >/dev/null; done
  perf record -q -F 999 -p "$server" -o "$work/perf.data" &
  for ((body = 0; body < 8; body++)); do large "$1"; done >"$work/bodies"
  kill -INT $!
  wait $! || true
  cp "/proc/$server/root/tmp/perf-1.map" "/tmp/perf-$server.map"
  perf report -i "$work/perf.data" --sort dso,sym --stdio -q --percentage absolute -t '|' 2>/dev/null | jq -nR '[inputs / "|" | select(length > 2)
    | {share: (.[0] | gsub("[ %]"; "") | tonumber), of: (.[1] | gsub(" "; "")), symbol: (.[2:] | join("|") | sub(" +$"; ""))}]' >"$work/symbols.json"
  rm "/tmp/perf-$server.map"
  docker rm -f "bench-$1" >/dev/null
}

large() { # NAME — the seconds that a large body takes
  python3 "$here/probe.py" body "$address" "bench-$1" "$work/body.csv" | jq -e 'if .not_ok == 0 then .seconds else error("a large body was not answered") end'
}

sampled csharp-alone
jq -n --slurpfile load "$work/profile.jsonl" --slurpfile layers "$work/layers.jsonl" --slurpfile symbols "$work/symbols.json" --slurpfile bodies "$work/bodies" \
  --argjson machine "$(machine)" '{$machine, $load, $layers, large: {$bodies, symbols: $symbols[0]}}' >"$out/profile.json"
jq -L "$here" -rf "$here/profile.jq" "$out/profile.json" >"$work/profile.md"
show profile
