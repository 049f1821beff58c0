# shellcheck shell=bash disable=SC2154,SC2034 # the variables are bench.sh's
# soak — ten minutes of load at 80 % of the most that was measured just before, beside it one bad request in a hundred, clients that read
# slowly and clients that hang up. Misses when a good request is lost or answered 5xx, a bad one is not refused, memory or file
# descriptors grow, or the last minute is slower than the first. Sourced by bench.sh.
#   SOAK_SECONDS=60        shorter; nothing is written into docs/performance.md then
#   SOAK_TOGETHER=true     all at once, so each at its part of the 80 %
#   SOAK_REPOSITORY=FOLDER that repository in place of ours; it is copied
need wrk
need curl
# shellcheck source=subjects.sh
source "$here/subjects.sh"
seconds=${SOAK_SECONDS:-600} share=80
slice=$((seconds >= 50 ? seconds / 10 : 5)) # 600: a minute
rm -f "$out"/soak.json

# The file descriptors of the container's processes are shown to root only.
privileged=()
((EUID == 0)) || privileged=(sudo -n -E)

most() { # ADDRESS — requests per second, the middle of three after a warm-up
  local run
  load "$1" 32 3 >/dev/null
  for run in 1 2 3; do
    load "$1" 32 "$((seconds >= 600 ? 10 : 2))"
  done | jq -s 'map(.requests / .seconds) | sort | .[1]'
}

soak() { # NAME MOST SHARE — a line of JSON in $work/soaks.jsonl
  local name=$1 most=$2 rate passed watch
  rate=$(jq -n --argjson most "$most" --argjson share "$3" '$most * $share / 100 | round')
  "${privileged[@]}" python3 "$here/soak.py" "bench-$name" "${addresses[$name]}" "$(((rate + 50) / 100))" "$seconds" >"$work/$name.watched" &
  watch=$!
  for ((passed = 0; passed < seconds; passed += slice)); do
    RATE=$((rate * 99 / 100)) load "${addresses[$name]}" 32 "$slice"
  done >"$work/$name.slices"
  wait "$watch"
  jq -cn --arg name "$name" --argjson most "$most" --argjson rate "$rate" --slurpfile slices "$work/$name.slices" \
    --slurpfile watched "$work/$name.watched" '{$name, $most, $rate, $slices, watched: $watched[0]}' >>"$work/soaks.jsonl"
  docker rm -f "bench-$name" >/dev/null
}

names=(flask csharp)
if [[ -n ${SOAK_REPOSITORY:-} ]]; then
  names=(given)
  cp -a "$SOAK_REPOSITORY" "$work/given"
  trained given
else
  subjects "${names[@]}"
fi

declare -A addresses=() mosts=()
if [[ ${SOAK_TOGETHER:-} == true ]]; then
  for name in "${names[@]}"; do
    serve "$name" "$name"
    addresses[$name]=$address
  done
  for name in "${names[@]}"; do mosts[$name]=$(most "${addresses[$name]}"); done
  soaks=()
  for name in "${names[@]}"; do
    soak "$name" "${mosts[$name]}" "$((share / ${#names[@]}))" &
    soaks+=($!)
  done
  for name in "${soaks[@]}"; do wait "$name"; done
else
  for name in "${names[@]}"; do
    serve "$name" "$name"
    addresses[$name]=$address
    soak "$name" "$(most "$address")" "$share"
  done
fi

jq -n --slurpfile soaks "$work/soaks.jsonl" --argjson machine "$(machine)" --argjson seconds "$seconds" \
  --argjson together "${SOAK_TOGETHER:-false}" '{$machine, $seconds, $together, $soaks}' >"$out/soak.json"
jq -L "$here" -rf "$here/soak.jq" "$out/soak.json" >"$work/soak.md"
if [[ $seconds == 600 && ${SOAK_TOGETHER:-false} == false && -z ${SOAK_REPOSITORY:-} ]]; then show soak; else tell soak; fi
! grep -q '\*\*missed\*\*' "$work/soak.md" || status=1
