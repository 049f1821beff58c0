# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# serving — wrk against whole containers, one row of CSV per request: requests per second and the time of an answer, of ours and of
# baselines (bench/baselines), by turns in one run. Then bodies of 25 MB, /ping under load, and 500 connections. Sourced by bench.sh.
need wrk
need curl
# shellcheck source=subjects.sh
source "$here/subjects.sh"
runs=${RUNS:-5} seconds=${SECONDS_EACH:-4}
subjects csharp csharp-alone flask fastapi
baseline kestrel kestrel --target bare
baseline kestrel-nginx kestrel --target proxied
baseline wsgi wsgi --build-arg SUBJECT=bench-flask
baseline habit habit
rm -f "$out"/serving*.json

row() { # FILE NAME COMMAND... — one line of a file of lines, which names what it is about
  local file=$1 name=$2
  shift 2
  "$@" | jq -c --arg name "$name" '{name: $name} + .' >>"$work/$file.jsonl"
}

group() { # NAME=MODEL-OF... — all of them up, then by turns A B A B, so that noise hits them all
  local name run pair
  local -A addresses=()
  for pair in "$@"; do
    name=${pair%=*}
    serve "$name" "${pair#*=}"
    addresses[$name]=$address
    load "$address" 32 3 >/dev/null # warms it up
  done
  for ((run = 0; run < runs; run++)); do
    for pair in "$@"; do
      row load "${pair%=*}" load "${addresses[${pair%=*}]}" 32 "$seconds"
    done
  done
  for pair in "$@"; do
    name=${pair%=*}
    if [[ -e $work/$name && $name != wsgi ]]; then
      for ((run = 0; run < runs; run++)); do
        load "${addresses[$name]}" 32 3 >/dev/null &
        row ping "$name" python3 "$here/probe.py" ping "${addresses[$name]}" 2.5
        wait $!
        row body "$name" python3 "$here/probe.py" body "${addresses[$name]}" "bench-$name" "$work/body.csv"
      done
      row many "$name" load "${addresses[$name]}" 500 "$seconds"
    fi
    docker rm -f "bench-$name" >/dev/null
  done
}

python3 "$here/probe.py" make-body 25 "$work/body.csv" >/dev/null
group kestrel-nginx=csharp csharp=csharp
group kestrel=csharp csharp-alone=csharp-alone
group wsgi=flask flask=flask fastapi=fastapi habit=flask

jq -n --slurpfile load "$work/load.jsonl" --slurpfile ping "$work/ping.jsonl" --slurpfile body "$work/body.jsonl" \
  --slurpfile many "$work/many.jsonl" --argjson machine "$(machine)" \
  '{$machine, $load, $ping, $body, $many}' >"$out/serving.json"
jq -L "$here" -rf "$here/serving.jq" "$out/serving.json" >"$work/serving.md"
show serving
jq -L "$here" -f "$here/floors.jq" "$out/serving.json" >"$work/floors.json"
cat "$work/floors.json" >"$here/floors.json"
