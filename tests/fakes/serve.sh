#!/usr/bin/env bash
# serve.sh FRAMEWORK IMAGE SAMPLES: serves with a stand-in for the framework and compares each answer; see README.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
framework=$1 image=$2 samples=$3
# Under /opt/program, which `serve` looks in first.
id=$(docker create --publish 127.0.0.1::8080 "$image" serve)
trap 'docker rm --force --volumes "$id" >/dev/null' EXIT
docker cp --quiet "$here/$framework/modules/." "$id:/opt/program/"
docker cp --quiet "$here/forked.py" "$id:/opt/program/"
docker cp --quiet "$here/$framework/model" "$id:/opt/ml/model"
docker start "$id" >/dev/null
url=http://$(docker port "$id" 8080/tcp | head -1)
for _ in {1..300}; do
  curl -fs "$url/ping" && break
  [[ $(docker inspect --format '{{.State.Running}}' "$id") == true ]] || break
  sleep 0.1
done
failed=0
ask() { # FILE TYPE
  local got
  got=$(curl -sS --max-time 20 "$url/invocations" --header "Content-Type: $2" --header "Accept: $2" --data-binary "@$samples/requests/$1")
  if [[ $got == "$(<"$samples/expected/$1")" ]]; then echo "ok    $framework: $2"; else echo "FAIL  $framework: $2: $got"; failed=1; fi
}
ask rows.csv text/csv
ask rows.json application/json
ask rows.jsonl application/jsonlines
((!failed)) || docker logs "$id" 2>&1 | tail -20
exit "$failed"
