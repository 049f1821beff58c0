# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# profile — why some goals of serving and start are missed: the processor time of a request by process, under the load that serving
# measures; in Python by layer as well, in one process without a socket; and what the start imports. Sourced by bench.sh.
need wrk
need curl
# shellcheck source=subjects.sh
source "$here/subjects.sh"
runs=${RUNS:-5} seconds=${SECONDS_EACH:-4}
subjects csharp flask fastapi
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
jq -n --slurpfile load "$work/profile.jsonl" --slurpfile layers "$work/layers.jsonl" --argjson machine "$(machine)" \
  '{$machine, $load, $layers}' >"$out/profile.json"
jq -L "$here" -rf "$here/profile.jq" "$out/profile.json" >"$work/profile.md"
show profile
