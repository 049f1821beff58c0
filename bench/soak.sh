# shellcheck shell=bash disable=SC2154,SC2034 # the variables are bench.sh's
# soak — at 80 % of what was the maximum just before, with one bad request in a hundred, slow readers and dropped connections: no
# answer may be lost or 5xx, memory and open files stay flat, the last minute is as quick as the first. 10 minutes for each
# container, or SOAK_SECONDS for all; of SOAK_REPOSITORY instead of ours. Sourced by bench.sh.
need wrk
need curl
# shellcheck source=subjects.sh
source "$here/subjects.sh"
if [[ -n ${SOAK_REPOSITORY:-} ]]; then
  names=(own)
  cp -r "$SOAK_REPOSITORY" "$work/own"
  trained own
else
  names=(flask csharp)
  subjects "${names[@]}"
fi
each=$((${SOAK_SECONDS:-600 * ${#names[@]}} / ${#names[@]}))
slices=$((each < 120 ? 3 : each / 60)) slice=$((each < 120 ? each / 3 : 60))
warm=$((each < 120 ? 10 : 60))
rm -f "$out/soak.json" "$work/soak.jsonl"

soak() { # NAME RATE MAXIMUM — a line of JSON
  local name=$1 rate=$2 maximum=$3 length run
  local bad=$((rate / 50)) # good and bad by turns on a connection of their own: 1 % are bad
  rm -f "$work/good" "$work/bad"
  python3 "$here/probe.py" watch "bench-$name" $((warm + each)) >"$work/watched" &
  python3 "$here/rough.py" disturb "$address" $((warm + each)) >"$work/rough" &
  for ((length = warm, run = 0; run <= slices; length = slice, run++)); do
    BAD=1 RATE=$bad load "$address" 1 "$length" >>"$work/bad" &
    RATE=$((rate - bad)) load "$address" 32 "$length" >>"$work/good"
    wait $!
  done
  wait
  jq -L "$here" -cn --arg name "$name" --argjson maximum "$maximum" --argjson rate "$rate" --argjson warm "$warm" --argjson slice "$slice" \
    --slurpfile good "$work/good" --slurpfile bad "$work/bad" --slurpfile rough "$work/rough" --slurpfile watched "$work/watched" \
    'include "soaked"; {$name, $maximum, $rate, $warm, $slice, $good, $bad, rough: $rough[0], samples: $watched[0].samples}
     | . + {windows: windows} | . + {missed: missed}'
}

for name in "${names[@]}"; do
  serve "$name" "$name"
  python3 "$here/rough.py" fill "$address"
  load "$address" 32 3 >/dev/null
  maximum=$(load "$address" 32 5 | jq '.requests / .seconds | round')
  for watch in 1 2 3; do
    soak "$name" $((maximum * 80 / 100)) "$maximum" >"$work/soaked"
    if ((each >= 120 || watch == 3)) || ! jq -L "$here" -e 'include "soaked"; may_be_collector' "$work/soaked" >/dev/null; then break; fi
    jq -r '"bench: soak: \(.name): \(.missed[]); once more"' "$work/soaked" >&2
  done
  cat "$work/soaked" >>"$work/soak.jsonl"
  docker rm -f "bench-$name" >/dev/null
done
jq -s --argjson machine "$(machine)" --argjson seconds "$each" '{$machine, $seconds, subjects: .}' "$work/soak.jsonl" >"$out/soak.json"
jq -L "$here" -rf "$here/soak.jq" "$out/soak.json" >"$work/soak.md"
if [[ -z ${SOAK_SECONDS:-}${SOAK_REPOSITORY:-} ]]; then show soak; else tell soak; fi
jq -r '.subjects[] | "bench: soak: \(.name): \(.missed[])"' "$out/soak.json" >&2
jq -e 'all(.subjects[]; .missed == [])' "$out/soak.json" >/dev/null || status=1
