# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# hosts — a training job on 2 to 32 hosts of this machine's engine: from the first `docker run` to the last exit, with a program that prints
# a line. HOSTS names how many. Needs the lab (eval "$(tests/lab/lab.sh env)") or another engine with the base images. Sourced by bench.sh.
"$native" new hosts --language python --framework none --role training --output "$work/hosts" >/dev/null 2>&1
image=$(docker build -q --provenance=false "$work/hosts")
cp "$root/tests/Scaffold.Engine.Tests/Distributed/programs/world.py" "$work/train.py"
echo '{}' >"$work/hyperparameters.json"

names() { # COUNT — as JSON
  seq "$1" | jq -cn '[inputs | "algo-\(.)"]'
}

# job COUNT — seconds; fails unless each host ended well and had a rank of its own
job() {
  local count=$1 network host begun ended containers=()
  network=$(docker network create "bench-hosts-$$-$count")
  for ((host = 1; host <= count; host++)); do
    mkdir -p "$work/job-$count/$host"
    jq -n --argjson hosts "$(names "$count")" --arg host "algo-$host" '{current_host: $host, $hosts, network_interface_name: "eth0"}' >"$work/job-$count/$host/resourceconfig.json"
    cp "$work/hyperparameters.json" "$work/job-$count/$host"
    echo '{}' >"$work/job-$count/$host/inputdataconfig.json"
  done
  begun=$EPOCHREALTIME
  for ((host = 1; host <= count; host++)); do
    containers+=("$(docker run -d --network "$network" --hostname "algo-$host" --network-alias "algo-$host" --memory 128m --cpus 1 \
      -v "$work/job-$count/$host:/opt/ml/input/config:ro" -v "$work/train.py:/opt/ml/code/train.py:ro" "$image" train)")
  done
  docker wait "${containers[@]}" >"$work/codes"
  ended=$EPOCHREALTIME
  for host in "${containers[@]}"; do docker logs "$host" 2>&1; done | grep -o "rank [0-9]* of $count, led by algo-1" | sort -u >"$work/ranks"
  docker rm -f "${containers[@]}" >/dev/null
  docker network rm "$network" >/dev/null
  [[ $(sort -u "$work/codes") == 0 && $(wc -l <"$work/ranks") == "$count" ]] || { echo "bench: not each of $count hosts ended well and had a rank" >&2; return 1; }
  jq -n --argjson from "$begun" --argjson to "$ended" '$to - $from'
}

printf '\nhosts — %s, %s cores, %s\n\n' "$(uname -sm)" "$(nproc)" "$(date -u +%F)"
echo '| hosts | first start to last exit, s | s for each |'
echo '| ---: | ---: | ---: |'
for count in ${HOSTS:-2 4 8 16 32}; do
  jq -rn --argjson n "$count" --argjson s "$(job "$count")" '"| \($n) | \($s * 10 | round / 10) | \($s * 100 / $n | round / 100) |"'
done
docker image rm "$image" >/dev/null
