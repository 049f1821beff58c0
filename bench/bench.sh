#!/usr/bin/env bash
# bench.sh [write|train|sizes|verify|regenerate|hosts]... — times whole commands side by side in one run, and prints a table: medians, minimum, maximum,
# ratio to the first row. JSON goes to artifacts/bench. Needs hyperfine, jq and cookiecutter (installed when apt-get is there).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
out=$root/artifacts/bench
work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

for tool in hyperfine jq cookiecutter; do
  command -v "$tool" >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$tool" >/dev/null; }
done
[[ -x $root/artifacts/tool/sagemaker-container ]] || {
  echo "bench: building the packages first" >&2
  rm -rf "$root/artifacts/packages"
  "$root/pack.sh" "$root/artifacts/packages" >&2
  dotnet tool install SagemakerContainer --tool-path "$root/artifacts/tool" --add-source "$root/artifacts/packages" >&2
}
export native=$root/artifacts/tool/sagemaker-container
export DOTNET_CLI_HOME=$work/home DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# table NAME — the rows of artifacts/bench/NAME.json
table() {
  printf '\n%s — %s, %s cores, %s\n\n' "$1" "$(uname -sm)" "$(nproc)" "$(date -u +%F)"
  jq -r '["command", "median ms", "min", "max", "ratio"], ["---", "---:", "---:", "---:", "---:"],
    (.results as $r | $r[] | [.command, (.median, .min, .max | . * 10000 | round / 10), (.median / $r[0].median * 100 | round / 100)])
    | "| " + (map(tostring) | join(" | ")) + " |"' "$out/$1.json"
}

[[ $# -gt 0 ]] || set -- write train sizes verify regenerate hosts
for part in "$@"; do
  # shellcheck source=/dev/null
  source "$here/$part.sh"
done
