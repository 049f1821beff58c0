#!/usr/bin/env bash
# interrupt.sh [RUNS] — stops `verify` by Ctrl-C at RUNS random moments (default 100), lets it fail and succeed in between, and counts
# what stays on the engine: containers, networks, volumes, images. Needs the lab or another engine that has the base images.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
runs=${1:-100}
tool=${SCAFFOLD_CLI:-$PWD/artifacts/tool/sagemaker-container}
[[ -x $tool ]] || { echo "interrupt: no tool at $tool: run ./build.sh first, or name one in SCAFFOLD_CLI" >&2; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/interrupt.XXXX")
trap 'rm -rf "$work"' EXIT
cp -r tests/mutants/sound "$work/sound"
cp -r tests/mutants/sound "$work/broken"
printf '#!/bin/sh\nexit 1\n' >"$work/broken/container/train"

left() { # what bears our label, of the process given
  { docker ps -aq --filter label=sagemaker-container.run
    docker volume ls -q --filter label=sagemaker-container.run
    docker network ls -q --filter label=sagemaker-container.run
    docker images --format '{{.Repository}}:{{.Tag}}' sagemaker-container-run; } | sort
}
count() { comm -13 "$work/before" <(left) | wc -l; }

left >"$work/before"
declare -A ended=()
stayed=0
for ((run = 1; run <= runs; run++)); do
  env --default-signal=INT "$tool" verify "$work/sound" --engine docker >"$work/log" 2>&1 &
  pid=$!
  sleep "$((RANDOM % 12)).$((RANDOM % 10))"
  kill -INT "$pid" 2>/dev/null || true
  code=0
  wait "$pid" || code=$?
  ((ended[$code] += 1)) || true
  now=$(count)
  ((now == 0)) || { echo "interrupt: run $run (exit $code) left $now things" >&2; comm -13 "$work/before" <(left) >&2; ((stayed += now)) || true; left >"$work/before"; }
done
for kind in sound broken; do
  code=0
  "$tool" verify "$work/$kind" --engine docker --only C-31,C-40,C-43,C-64,C-72 >"$work/log" 2>&1 || code=$?
  echo "verify $kind: exit $code, left $(count)"
  ((stayed += $(count))) || true
done
for code in "${!ended[@]}"; do echo "interrupted runs that ended with exit code $code: ${ended[$code]}"; done | sort
echo "$runs runs interrupted, $stayed things left behind"
((stayed == 0))
