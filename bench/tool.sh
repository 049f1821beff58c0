# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# tool — how long the tool takes for small commands, native and as the portable .NET tool, its memory, and the instructions it
# executes, which do not depend on the neighbours. Sourced by bench.sh.
runs=${RUNS:-15}
portable=$root/src/Scaffold.Cli/bin/Release/net10.0/any/publish/sagemaker-container.dll # what the portable package holds
repository=$work/repository
"$native" new repository --output "$repository" >/dev/null 2>&1
resolve='images resolve --framework pytorch --region eu-west-1 --device gpu --scope training'
declare -A commands=(
  [--help]='--help' [new]="new my-model --output $work/w" ['images resolve']="$resolve" ['regenerate --check']="regenerate $repository --check")
order=(new --help 'images resolve' 'regenerate --check')
words=()
for name in "${order[@]}"; do
  words+=("--command-name=$name" "$native ${commands[$name]}" "--command-name=$name, portable" "dotnet $portable ${commands[$name]}")
done
hyperfine -N --warmup 3 --runs "$runs" --export-json "$work/tool-times.json" --prepare "rm -rf $work/w" "${words[@]}" >/dev/null

memory() { # COMMAND… — the most that it has in memory, MB
  python3 - "$@" <<'PYTHON'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6)
PYTHON
}
for ((run = 0; run < 5; run++)); do
  rm -rf "$work/w"
  memory "$native" new my-model --output "$work/w" >>"$work/tool-memory"
done
for name in new --help; do
  rm -rf "$work/w"
  # shellcheck disable=SC2086 # a list of words
  jq -n --arg name "$name, instructions" --argjson value "$(instructions "$native" ${commands[$name]})" '{$name, values: [$value], unit: "million"}' >>"$work/tool-counts"
done

jq -n --slurpfile times "$work/tool-times.json" --slurpfile memory "$work/tool-memory" --slurpfile counts "$work/tool-counts" --argjson machine "$(machine)" '
  {"new": 20, "--help": 15, "images resolve": 15, "regenerate --check": 25} as $limits
  | {$machine, rows: ([$times[0].results[] | {name: .command, values: (.times | map(. * 1000)), limit: ($limits[.command] // 250)}
      + (if .command | endswith(", portable") then {to: (.command | rtrimstr(", portable"))} else {} end)]
    + [{name: "new, memory", values: $memory, unit: "MB", limit: 40}] + $counts)}' >"$out/tool.json"
jq -L "$here" -rf "$here/goals.jq" "$out/tool.json" >"$work/tool.md"
show tool
