# shellcheck shell=bash disable=SC2154,SC2034 # the variables are bench.sh's
# floors — the ratios of serving once more, shortly: none may fall below floors.json, which serving writes. What does is measured a
# second time. Sourced by bench.sh.
need wrk
need curl
# shellcheck source=subjects.sh
source "$here/subjects.sh"
runs=${RUNS:-5} seconds=${SECONDS_EACH:-1}
rm -f "$out/floors.json"
subjects csharp flask
baseline kestrel-nginx kestrel --target proxied
baseline habit habit
declare -A addresses=()
for pair in kestrel-nginx=csharp csharp=csharp habit=flask flask=flask; do
  serve "${pair%=*}" "${pair#*=}"
  addresses[${pair%=*}]=$address
  load "$address" 32 2 >/dev/null
done

# what each of NAME... and its baseline answer a second, by turns: measure NAME...
measure() {
  local names
  mapfile -t names < <(jq -r '[$ARGS.positional[] as $name | $name, .ratios[$name].over] | unique[]' "$here/floors.json" --args "$@")
  rm -f "$work/load"
  for ((run = 0; run < runs; run++)); do
    for name in "${names[@]}"; do
      load "${addresses[$name]}" 32 "$seconds" | jq -c --arg name "$name" '{name: $name} + .' >>"$work/load"
    done
  done
  jq -L "$here" -c --slurpfile floors "$here/floors.json" -s \
    'include "figures"; . as $load | def rate($name): [$load[] | select(.name == $name) | .requests / .seconds] | median;
     $floors[0].ratios | to_entries[] | select(.key | IN($ARGS.positional[]))
     | {name: .key} + .value + {now: (rate(.key) / rate(.value.over))} | . + {is_met: (.now >= .floor)}' "$work/load" --args "$@" >"$work/ratios"
}

measure csharp flask
cp "$work/ratios" "$work/first"
mapfile -t below < <(jq -r 'select(.is_met | not).name' "$work/first")
if ((${#below[@]} > 0)); then
  echo "bench: floors: below: ${below[*]}; once more" >&2
  measure "${below[@]}"
fi
jq -s --slurpfile again "$work/ratios" --argjson machine "$(machine)" \
  '{$machine, ratios: map(. as $first | (first($again[] | select(.name == $first.name)) // $first))}' "$work/first" >"$out/floors.json"
jq -L "$here" -r 'include "figures"; (["container", "baseline", "ratio", "floor", "measured by serving", ""], ["---", "---", "---:", "---:", "---:", "---"] | line),
  (.ratios[] | [.name, .over, (.now | hundredths), (.floor | tostring), (.measured | tostring), (.is_met | verdict)] | line)' "$out/floors.json" >"$work/floors.md"
tell floors
jq -e 'all(.ratios[]; .is_met)' "$out/floors.json" >/dev/null || status=1
