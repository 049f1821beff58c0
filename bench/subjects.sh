# shellcheck shell=bash disable=SC2154,SC2034 # the variables are bench.sh's
# subjects — the containers that serving and start measure: default repositories of this tree's CLI, their images and a trained
# model each, and the baselines beside them. Sourced by those parts. Needs the lab, or an engine with the base images, on this machine.
scaffold() {
  if [[ -n ${SCAFFOLD_CLI:-} ]]; then
    "$SCAFFOLD_CLI" "$@"
  else
    dotnet "$root/src/Scaffold.Cli/bin/Debug/net10.0/sagemaker-container.dll" "$@"
  fi
}

# subjects NAME... — what is measured: repositories as `new` writes them, each with its image and a trained model
declare -A options_of=([csharp]="--language csharp" [csharp-alone]="--language csharp --proxy none"
  [flask]="--language python" [fastapi]="--language python --server fastapi")
subjects() {
  local name
  for name; do
    [[ ! -e $work/$name ]] || continue
    # shellcheck disable=SC2086 # several options
    scaffold new "$name" --output "$work/$name" ${options_of[$name]} >/dev/null 2>&1
    trained "$name"
  done
}

trained() { # NAME of a folder in $work: builds its image, and trains in it
  local name=$1 repository=$work/$1 job=$work/$1/local
  docker build -q --provenance=false -t "bench-$name" "$repository" >/dev/null
  mkdir -p "$job"/{config,model,output}
  echo '{"epochs": "40", "shuffle": "true"}' >"$job/config/hyperparameters.json"
  echo '{"train": {"ContentType": "text/csv", "TrainingInputMode": "File"}}' >"$job/config/inputdataconfig.json"
  echo '{"current_host": "algo-1", "hosts": ["algo-1"], "network_interface_name": "eth0"}' >"$job/config/resourceconfig.json"
  docker run --rm --network none -v "$job/config:/opt/ml/input/config:ro" -v "$repository/samples/data/train:/opt/ml/input/data/train:ro" \
    -v "$job/model:/opt/ml/model" -v "$job/output:/opt/ml/output" "bench-$name" train >"$job/train.log" 2>&1 ||
    { tail -20 "$job/train.log" >&2; return 1; }
}

baseline() { # NAME FOLDER options of docker build
  local name=$1 folder=$2
  shift 2
  docker build -q --provenance=false -t "bench-$name" "$@" "$here/baselines/$folder" >/dev/null
}

# Starts a container and waits until it is healthy. Its address goes to $address.
serve() { # NAME MODEL-OF [options of docker run]
  local name=$1 model=$2 waited word=()
  shift 2
  [[ $name == kestrel* ]] || word=(serve)
  docker run -d --name "bench-$name" "$@" -v "$work/$model/local/model:/opt/ml/model:ro" "bench-$name" "${word[@]}" >/dev/null
  address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}:8080' "bench-$name")
  for ((waited = 0; waited < 300; waited++)); do
    [[ $(curl -s --max-time 5 -o /dev/null -w '%{http_code}' "http://$address/ping") != 200 ]] || return 0
    sleep 0.1
  done
  docker logs --tail 20 "bench-$name" >&2
  return 1
}

load() { # ADDRESS CONNECTIONS SECONDS — a line of JSON. With RATE in the environment so many a second.
  wrk -t1 -c"$2" -d"$3"s --timeout 10s -s "$here/row.lua" "http://$1/invocations" 2>&1 >/dev/null | tail -1
}

# Whatever of ours is left: of this run at its end, of one that was killed at the beginning.
remove_containers() {
  local left
  left=$(docker ps -aq --filter 'name=^bench-')
  # shellcheck disable=SC2086 # a list
  [[ -z $left ]] || docker rm -f $left >/dev/null
}

remove_containers
trap 'remove_containers; rm -rf "$scratch"' EXIT
[[ -n ${SCAFFOLD_CLI:-} ]] || dotnet build "$root/src/Scaffold.Cli" --nologo -v quiet -clp:ErrorsOnly >&2
