#!/usr/bin/env bash
# by-hand.sh IMAGE SAMPLES — runs an image as contract sections 2 and 5 say, with the docker client, bind mounts and curl only:
# nothing of our own verifier takes part, so that it cannot agree with itself. SAMPLES is a samples/ folder of ours.
set -euo pipefail
image=$1 samples=$(cd "$2" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/by-hand.XXXX")
containers=()
clean() {
  ((${#containers[@]})) && docker rm -f "${containers[@]}" >/dev/null 2>&1
  rm -rf "$work"
}
trap clean EXIT
fail() { printf 'by-hand: FAILED: %s\n' "$*" >&2; exit 1; }
ok() { printf 'ok  %s\n' "$*"; }

mkdir -p "$work"/{input/config,model,output/data,checkpoints}
cat >"$work/input/config/hyperparameters.json" <<<'{"epochs": "20"}'
cat >"$work/input/config/inputdataconfig.json" <<<'{"train": {"ContentType": "text/csv", "TrainingInputMode": "File", "S3DistributionType": "FullyReplicated", "RecordWrapperType": "None"}}'
cat >"$work/input/config/resourceconfig.json" <<<'{"current_host": "algo-1", "hosts": ["algo-1"], "network_interface_name": "eth0"}'
mounts=(-v "$work/input/config:/opt/ml/input/config:ro" -v "$samples/data/train:/opt/ml/input/data/train:ro"
  -v "$work/output:/opt/ml/output" -v "$work/checkpoints:/opt/ml/checkpoints")

docker run --rm --network none "${mounts[@]}" -v "$work/model:/opt/ml/model" "$image" train >"$work/train.log" 2>&1 ||
  fail "train: exit $?: $(tail -5 "$work/train.log")"
[[ -n $(find "$work/model" -type f) ]] || fail "train left no model"
ok "train, --network none, read-only channel: $(find "$work/model" -type f -printf '%f ')"

code=0
docker run --rm --network none -v "$work/input/config:/opt/ml/input/config:ro" -v "$work/output:/opt/ml/output" "$image" train >"$work/bad.log" 2>&1 || code=$?
[[ $code != 0 && -s $work/output/failure ]] || fail "a missing channel: exit $code, failure file $(cat "$work/output/failure" 2>&1)"
ok "a missing channel: exit $code, $(head -c 100 "$work/output/failure" | head -1)"

# serve MODEL [docker options] — starts a container; sets id and url, waits for the first 200
serve() {
  local model=$1
  shift
  id=$(docker run -d -p 127.0.0.1::8080 -v "$model:/opt/ml/model:ro" "$@" "$image" serve)
  containers+=("$id")
  url=http://$(docker port "$id" 8080/tcp | head -1)
}
ready() {
  for _ in $(seq 300); do
    curl -fs -o /dev/null "$url/ping" && return
    sleep 0.1
  done
  fail "no 200 on /ping: $(docker logs "$id" 2>&1 | tail -5)"
}
# status FILE TYPE [curl options] — posts it, prints the status; the answer is in $work/answer
status() {
  local file=$1 type=$2
  shift 2
  curl -s -o "$work/answer" -w '%{http_code}' -X POST -H "Content-Type: $type" --data-binary "@$file" "$@" "$url/invocations"
}

serve "$work/model"
ready
for pair in csv:text/csv json:application/json jsonl:application/jsonlines npy:application/x-npy; do
  kind=${pair%%:*} type=${pair#*:}
  [[ $(status "$samples/requests/rows.$kind" "$type" -H "Accept: $type") == 200 ]] || fail "$type: $(cat "$work/answer")"
  cmp -s <(tr -d ' \n' <"$samples/expected/rows.$kind" | tr -d '\0') <(tr -d ' \n' <"$work/answer" | tr -d '\0') || fail "$type: wrong answer $(cat -v "$work/answer")"
  ok "$type: the right classes"
done

head -1 "$samples/requests/rows.csv" >"$work/row"
yes "$(cat "$work/row")" | head -c 26214400 | head -n -1 >"$work/large.csv" || true
[[ $(status "$work/large.csv" text/csv) == 200 && $(wc -l <"$work/answer") == $(wc -l <"$work/large.csv") ]] || fail "25 MB body: $(head -c 200 "$work/answer")"
ok "25 MB body: $(wc -l <"$work/answer") answers"
[[ $(status "$samples/requests/rows.csv" text/csv -H 'Transfer-Encoding: chunked') == 200 ]] || fail "chunked body: $(cat "$work/answer")"
ok "chunked body"
[[ $(status "$samples/requests/rows.csv" 'Text/CSV; charset=utf-8') == 200 ]] || fail "charset: $(cat "$work/answer")"
for bad in '400:text/csv:1,2,x,4' '400:text/csv:1,2' '400:application/json:{"inst' '415:image/png:x' '400:text/csv:'; do
  IFS=: read -r want type body <<<"$bad"
  printf '%s' "$body" >"$work/bad"
  got=$(status "$work/bad" "$type")
  [[ $got == "$want" ]] || fail "bad body '$body' as $type: $got, not $want"
  ok "bad body '$body' as $type: $got $(head -c 90 "$work/answer")"
done
[[ $(curl -s -o /dev/null -w '%{http_code}' "$url/nonsense") == 404 && $(curl -s -o /dev/null -w '%{http_code}' "$url/invocations") == 405 ]] || fail "routes"

status "$work/large.csv" text/csv --limit-rate 20M >"$work/inflight" &
request=$!
sleep 0.7
SECONDS=0
docker stop -t 30 "$id" >/dev/null
wait "$request"
[[ $(<"$work/inflight") == 200 ]] || fail "the request in flight at SIGTERM: $(<"$work/inflight")"
code=$(docker inspect -f '{{.State.ExitCode}}' "$id")
[[ $code == 0 || $code == 143 ]] || fail "exit $code after SIGTERM"
ok "SIGTERM: the request in flight was answered, exit $code, $SECONDS s"

mkdir "$work/corrupt"
for file in "$work/model"/*; do head -c 10 "$file" >"$work/corrupt/${file##*/}"; done
serve "$work/corrupt"
for _ in $(seq 600); do
  [[ $(docker inspect -f '{{.State.Running}}' "$id") == true ]] || break
  [[ $(curl -s -o /dev/null -w '%{http_code}' "$url/ping") != 200 ]] || fail "a corrupt model, and /ping gave 200"
  sleep 0.1
done
code=$(docker inspect -f '{{.State.ExitCode}} {{.State.Running}}' "$id")
[[ $code == *false && $code != 0* ]] || fail "a corrupt model: $code"
ok "a corrupt model: exit ${code% *}, $(docker logs "$id" 2>&1 | grep -v '^ *$' | tail -1 | cut -c1-160)"

# The kernel takes 107 bytes for the path of a socket, and a long TMPDIR is more than that.
long=/tmp/$(printf 'x%.0s' {1..120})
serve "$work/model" --tmpfs "$long" -e TMPDIR="$long"
ready
ok "a TMPDIR of ${#long} characters: /ping says 200"
