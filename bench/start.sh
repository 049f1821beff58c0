# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# start — from `docker run` to the first 200 on /ping, the model loaded, over `docker run IMAGE true` of the same image, by turns.
# `true` is this machine's, since a chiseled image has none. On the host's network, where a port that is not open yet refuses at
# once. Beside them a bare Kestrel. And what each further worker costs. Sourced by bench.sh.
# shellcheck source=subjects.sh
source "$here/subjects.sh"
runs=${RUNS:-7}
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')
rm -f "$out"/start.json

once() { # NAME — {"name": …, "true": ms, "start": ms}
  local name=$1 idle healthy word=(serve)
  local options=(--name "bench-$name" --network host -e "SAGEMAKER_BIND_TO_PORT=$port" -v "$work/$name/local/model:/opt/ml/model:ro")
  [[ $name != kestrel ]] || word=()
  idle=$(python3 "$here/probe.py" whole docker run "${options[@]}" -v "$(type -P true):/true:ro" "bench-$name" /true)
  docker rm -f "bench-$name" >/dev/null
  healthy=$(python3 "$here/probe.py" start "$port" docker run "${options[@]}" "bench-$name" "${word[@]}")
  docker rm -f "bench-$name" >/dev/null
  jq -cn --arg name "$name" --argjson idle "$idle" --argjson healthy "$healthy" '{$name, "true": $idle.ms, start: $healthy.ms}'
}

weighed() { # NAME WORKERS — {"name": …, "workers": …, "bytes": …}, after a little work for each
  docker run -d --name "bench-$1" --network host -e "SAGEMAKER_BIND_TO_PORT=$port" -e "SAGEMAKER_MODEL_SERVER_WORKERS=$2" \
    -v "$work/$1/local/model:/opt/ml/model:ro" "bench-$1" serve >/dev/null
  until curl -fs -o /dev/null "http://127.0.0.1:$port/ping"; do sleep 0.1; done
  for ((request = 0; request < 200; request++)); do
    curl -fs -o /dev/null -H 'Content-Type: text/csv' --data 5.1,3.5,1.4,0.2 "http://127.0.0.1:$port/invocations"
  done
  python3 "$here/probe.py" memory "bench-$1" | jq -c --arg name "$1" --argjson workers "$2" '{$name, $workers} + .'
  docker rm -f "bench-$1" >/dev/null
}

names=(csharp csharp-alone flask fastapi)
subjects "${names[@]}"
baseline kestrel kestrel --target bare
for ((run = -1; run < runs; run++)); do
  for name in "${names[@]}" kestrel; do
    once "$name" >>"$work/starts.$((run < 0 ? 0 : 1))" # the first warms the page cache
  done
done
for name in "${names[@]}"; do
  weighed "$name" 1 >>"$work/weights"
  weighed "$name" 5 >>"$work/weights"
done

jq -n --slurpfile starts "$work/starts.1" --slurpfile weights "$work/weights" --argjson machine "$(machine)" \
  '{$machine, $starts, $weights}' >"$out/start.json"
jq -L "$here" -rf "$here/start.jq" "$out/start.json" >"$work/start.md"
show start
