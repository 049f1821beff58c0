# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# verify — where the time of a whole default verdict goes, for images already built: seconds of work per phase (side by side, so
# they add up to more than the whole), and the longest checks. Sourced by bench.sh. Needs the lab, or an engine with the base images.
verify_row() { # NAME options of new
  local name=$1 runs=${RUNS:-3} run
  shift
  "$native" new "$name" --output "$work/$name" "$@" >/dev/null 2>&1
  docker build -q --provenance=false -t "bench-$name" "$work/$name" >/dev/null
  for ((run = 1; run <= runs; run++)); do
    "$native" verify "$work/$name" --image "bench-$name" --engine docker --json "$out/verify-$name-$run.json" >/dev/null 2>&1 ||
      echo "bench: verify of $name did not pass: $out/verify-$name-$run.json" >&2
  done
  docker rmi -f "bench-$name" >/dev/null
  jq -rs --arg what "$*" '
    def median(f): map(f) | sort | .[length / 2 | floor];
    [$what, .[0].verdict, median(.timings.total), (map(.timings.total) | min), (map(.timings.total) | max),
     median(.timings.static // 0), median(.timings.image // 0), median(.timings.train // 0), median(.timings.pack // 0), median(.timings.serve // 0),
     (.[0].checks | sort_by(-.seconds) | .[0:4] | map("\(.id) \(.seconds * 10 | round / 10)") | join(", "))]
    | map(if type == "number" then . * 10 | round / 10 else . end) | "| " + (map(tostring) | join(" | ")) + " |"' "$out/verify-$name"-*.json
}

printf '\nverify, image already built — seconds, %s, %s cores, %s\n\n' "$(uname -sm)" "$(nproc)" "$(date -u +%F)"
echo '| options of new | verdict | whole (median) | min | max | static | image | train | pack | serve | longest checks |'
echo '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |'
verify_row python --language python
verify_row python-fastapi --language python --server fastapi --proxy none
verify_row csharp --language csharp
