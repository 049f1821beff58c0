# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# verify — where the time of a whole default verdict goes, for images already built: seconds of work per phase (side by side, so
# they add up to more than the whole), and the longest checks with what each waits for. Sourced by bench.sh. Needs the lab, or an
# engine with the base images.
verified() { # NAME options of new
  local name=$1 run
  shift
  "$native" new "$name" --output "$work/$name" "$@" >/dev/null 2>&1
  docker build -q --provenance=false -t "bench-$name" "$work/$name" >/dev/null
  for ((run = 0; run < ${RUNS:-5}; run++)); do
    "$native" verify "$work/$name" --image "bench-$name" --engine docker --json "$work/verdict.json" >/dev/null 2>&1 ||
      echo "bench: verify of $name did not pass" >&2
    jq -c --arg name "$*" '{$name, verdict, timings, checks: [.checks[] | {id, title, seconds}]}' "$work/verdict.json" >>"$work/verdicts"
  done
  docker rmi -f "bench-$name" >/dev/null
}

verified python --language python
verified python-fastapi --language python --server fastapi --proxy none
verified csharp --language csharp
jq -s --argjson machine "$(machine)" --slurpfile waits "$here/waits.json" '{$machine, limit: 30, waits: $waits[0], runs: .}' "$work/verdicts" >"$out/verify.json"
jq -L "$here" -rf "$here/verify.jq" "$out/verify.json" >"$work/verify.md"
show verify
