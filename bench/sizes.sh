# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# sizes — what images add to their base, beside a single-stage build of the same content (bench/single-stage). Needs the lab,
# or another engine that has the base images.
size() { docker image inspect -f '{{.Size}}' "$1"; } # bytes
megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1e6 }'; }

# The base of a repository's image that serves: what the label says.
sizes_row() { # NAME SINGLE-STAGE options of new
  local name=$1 single=$2 base whole simple="–" ratio="–"
  shift 2
  "$native" new "$name" --output "$work/$name" "$@" >/dev/null
  docker build -q --provenance=false -t "bench-$name" "$work/$name" >/dev/null
  base=$(docker image inspect -f '{{index .Config.Labels "org.opencontainers.image.base.name"}}' "bench-$name")
  whole=$(size "bench-$name")
  if [[ $single != - ]]; then
    docker build -q --provenance=false -t "bench-$name-single" -f "$here/single-stage/$single.Dockerfile" "$work/$name" >/dev/null
    simple=$(size "bench-$name-single")
    ratio=$(awk -v ours="$whole" -v theirs="$simple" 'BEGIN { printf "%.2f", ours / theirs }')
    simple=$(megabytes "$simple")
    docker rmi -f "bench-$name-single" >/dev/null
  fi
  printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$*" "$base" "$(megabytes "$(size "$base")")" "$(megabytes "$whole")" \
    "$(megabytes "$((whole - $(size "$base")))")" "$simple" "$ratio"
  docker rmi -f "bench-$name" >/dev/null
}

printf '\nsizes in MB, of images as the engine counts them — %s\n\n' "$(date -u +%F)"
echo '| options of new | base image | base | image | added | single stage | ours to it |'
echo '| --- | --- | ---: | ---: | ---: | ---: | ---: |'
sizes_row mlnet csharp --language csharp --role inference --proxy none
sizes_row onnx csharp --framework onnx --role inference --proxy none
sizes_row aot csharp-aot --language csharp --framework none --role inference --proxy none
sizes_row mlnet-nginx csharp --language csharp
sizes_row sklearn python --framework sklearn
sizes_row sklearn-fastapi python --framework sklearn --server fastapi --role inference
sizes_row xgboost python --framework xgboost --role inference
sizes_row bare python --language python --framework none --role inference
