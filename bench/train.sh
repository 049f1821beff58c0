# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# The time `train` adds to a program that does nothing, against the program alone, and the instructions of the launcher, which do
# not depend on the neighbours. Sourced by bench.sh.
base=$work/base
mkdir -p "$base"/{code,model,output/data,input/config,input/data/train}
echo '{"epochs": "10"}' >"$base/input/config/hyperparameters.json"
echo '{"train": {"TrainingInputMode": "File"}}' >"$base/input/config/inputdataconfig.json"
echo '{"current_host": "algo-1", "hosts": ["algo-1"], "network_interface_name": "eth0"}' >"$base/input/config/resourceconfig.json"
echo 'pass' >"$base/code/train.py"
printf '#!/bin/sh\n' >"$base/code/train.sh"
chmod +x "$base/code/train.sh"
export SAGEMAKER_BASE_DIR=$base
PATH=/usr/bin:/bin:$PATH # the interpreter itself, not a version manager in front of it

"$native" new python-model --language python --output "$work/python" >/dev/null 2>&1
/usr/bin/python3 -m compileall -q "$work/python/container" # as the Dockerfile does
"$native" new csharp-model --output "$work/csharp" >/dev/null 2>&1
dotnet publish "$work/csharp/container/train" -o "$work/launcher" --nologo -v quiet >/dev/null
"$native" new native-model --language csharp --framework none --output "$work/csharp-native" >/dev/null 2>&1
dotnet publish "$work/csharp-native/container/train" -o "$work/launcher-native" --nologo -v quiet >/dev/null

hyperfine -N --warmup 3 --runs "${RUNS:-20}" --export-json "$out/train-python.json" \
  -n 'python3 train.py' "/usr/bin/python3 $base/code/train.py" \
  -n 'train (Python launcher)' "env SAGEMAKER_PROGRAM=train.py $work/python/container/train" \
  -n 'train (C# launcher, native)' "env SAGEMAKER_PROGRAM=train.py $work/launcher-native/train" \
  -n 'train (C# launcher, ReadyToRun)' "env SAGEMAKER_PROGRAM=train.py $work/launcher/train" 2>/dev/null >/dev/null
hyperfine -N --warmup 3 --runs "${RUNS:-20}" --export-json "$out/train-shell.json" \
  -n 'train.sh' "$base/code/train.sh" \
  -n 'train (Python launcher), train.sh' "env SAGEMAKER_PROGRAM=train.sh $work/python/container/train" \
  -n 'train (C# launcher, native), train.sh' "env SAGEMAKER_PROGRAM=train.sh $work/launcher-native/train" \
  -n 'train (C# launcher, ReadyToRun), train.sh' "env SAGEMAKER_PROGRAM=train.sh $work/launcher/train" 2>/dev/null >/dev/null

count() { # NAME COMMAND…
  jq -n --arg name "$1, instructions" --argjson value "$(SAGEMAKER_PROGRAM=train.sh instructions "${@:2}")" '{$name, values: [$value], unit: "million"}'
}
{
  count 'python3 train.py' /usr/bin/python3 "$base/code/train.py"
  count 'train (Python launcher)' /usr/bin/python3 -ESB "$work/python/container/train" # as its first line says
  count 'train (C# launcher, native)' "$work/launcher-native/train"
} >"$work/train-counts"

jq -n --slurpfile counts "$work/train-counts" --slurpfile python "$out/train-python.json" --slurpfile shell "$out/train-shell.json" --argjson machine "$(machine)" '
  def rows: .results as $all | [$all[] | {name: .command, values: (.times | map(. * 1000))}
    + (if .command == $all[0].command then {} else {over: $all[0].command, limit: (.command | if test("native") then 15 elif test("Python") then 30 else null end)} end)];
  {$machine, rows: (($python[0] | rows) + ($shell[0] | rows) + $counts)}' >"$out/train.json"
jq -L "$here" -rf "$here/goals.jq" "$out/train.json" >"$work/train.md"
show train
