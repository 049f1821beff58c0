#!/usr/bin/env bash
# build.sh — builds everything with warnings as errors and runs every test; what CI runs.
#
# Engine tests use the Docker engine that answers. Where none does, on a Debian machine as root, tests/lab brings up one of
# its own with stand-in base images, and takes it down at the end. Elsewhere those tests are skipped, with the reason;
# SCAFFOLD_ENGINE=required (CI) makes a skip a failure.
set -euo pipefail
cd "$(dirname "$0")"
out=$PWD/artifacts
step() { printf '\n== %s\n' "$*"; }

# The engine comes up while the rest is built: nothing before the engine tests needs it.
lab='' lab_up=''
if ! docker info >/dev/null 2>&1 && [[ $(id -u) == 0 && -e /etc/debian_version ]]; then
  step "lab: an engine of our own"
  lab=tests/lab/lab.sh
  trap '"$lab" down' EXIT
  "$lab" up &
  lab_up=$!
fi

locked=false
[[ ${CI:-} == true && $(dotnet --version) == "$(<.sdk-of-locks)" ]] && locked=true # another SDK brings other compiler packages
step "build (locked restore: $locked)"
dotnet restore scaffold.sln -p:RestoreLockedMode=$locked
dotnet build scaffold.sln --no-restore
dotnet format scaffold.sln --no-restore --verify-no-changes whitespace

step "pack, and install what was packed"
rm -rf "$out"
./pack.sh "$out/packages"
dotnet tool install SagemakerContainer --tool-path "$out/tool" --add-source "$out/packages" --version "$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)"

export SCAFFOLD_CLI=$out/tool/sagemaker-container SCAFFOLD_PACKAGES=$out/packages SCAFFOLD_KILL_TABLE=$out/kill-table
passed=0 failed=0 status=0
for project in tests/Scaffold.Tests tests/Scaffold.Engine.Tests; do
  if [[ $project == *Engine* && -n $lab ]]; then
    wait "$lab_up"
    eval "$("$lab" env)"
  fi
  step "$project"
  log=$out/$(basename "$project").log
  "$project/bin/Debug/net10.0/$(basename "$project")" -noColor -result-xml "${log%.log}.xml" | tee "$log" || status=1
  read -r total errors fails skips not_run <<<"$(sed -n 's/.*Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\), Not Run: \([0-9]*\).*/\1 \2 \3 \4 \5/p' "$log")"
  [[ ${total:-0} -gt 0 ]] || { echo "$project ran no test" >&2; status=1; }
  ((passed += total - fails - errors - skips - not_run, failed += fails + errors)) || true
  if [[ ${SCAFFOLD_ENGINE:-} == required && $skips -gt 0 ]]; then
    echo "$project: $skips skipped, and an engine is required" >&2
    ((failed += skips)) || true
    status=1
  fi
done
tests/kill-table.sh "$SCAFFOLD_KILL_TABLE" >"$out/kill-table.md"
printf '\n%d passed, %d failed\n' "$passed" "$failed"
exit "$status"
