#!/usr/bin/env bash
# bench.sh [write|train|tool|sizes|rebuild|verify|regenerate|hosts|serving|start|profile|soak|floors]... — times whole commands side by side in one run, and
# prints a table: medians, minimum, maximum, ratio to the first row. JSON goes to artifacts/bench. `serving`, `start`, `profile`,
# `soak`, `train`, `tool`, `rebuild` and `verify` write their tables into docs/performance.md as well. `soak` and `floors` pass a verdict: the exit
# code is 1 when something was missed.
# What is missing of hyperfine, jq, cookiecutter and wrk is installed where apt-get is there and we are root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
out=$root/artifacts/bench
scratch=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXX")
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$out"

need() { # TOOL [its Debian package, where that has another name]
  command -v "$1" >/dev/null && return
  { command -v apt-get >/dev/null && ((EUID == 0)); } || { echo "bench: needs $1: install it (on Debian: apt-get install ${2:-$1})" >&2; exit 1; }
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${2:-$1}" >/dev/null
}

# newer FILE — a file of the packages that was written after it, if there is one
newer() {
  cd "$root" && git ls-files -z src templates content '*.props' | xargs -0 sh -c 'find "$@" -newer "$0" -print -quit' "$1"
}

# The packed tool, native, of this tree as it is now. What serves containers does without: they build this tree's.
packed() {
  local tool=$root/artifacts/tool
  export native=$tool/sagemaker-container
  [[ ! -x $native || -n $(newer "$tool/.store") ]] || return 0
  echo "bench: building the packages first" >&2
  rm -rf "$root/artifacts/packages" "$tool"
  "$root/pack.sh" "$root/artifacts/packages" >&2
  dotnet tool install SagemakerContainer --tool-path "$tool" --add-source "$root/artifacts/packages" >&2
}
export DOTNET_CLI_HOME=$scratch/home DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# table NAME — the rows of artifacts/bench/NAME.json
table() {
  printf '\n%s — %s, %s cores, %s\n\n' "$1" "$(uname -sm)" "$(nproc)" "$(date -u +%F)"
  jq -r '["command", "median ms", "min", "max", "ratio"], ["---", "---:", "---:", "---:", "---:"],
    (.results as $r | $r[] | [.command, (.median, .min, .max | . * 10000 | round / 10), (.median / $r[0].median * 100 | round / 100)])
    | "| " + (map(tostring) | join(" | ")) + " |"' "$out/$1.json"
}

# instructions COMMAND… — millions of them, in the process itself: they do not depend on the neighbours
instructions() {
  need valgrind
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null | sed -n 's/.*Collected : \([0-9]*\).*/\1/p' | awk '{ print $1 / 1e6 }'
}

# machine — what it ran on
machine() {
  jq -n --arg cpu "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" --arg cores "$(nproc)" --arg kernel "$(uname -srm)" \
    --arg memory "$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo)" --arg docker "$(docker version -f '{{.Server.Version}}' 2>/dev/null || echo -)" \
    --arg dotnet "$(dotnet --version)" --arg commit "$(git -C "$root" describe --always --dirty --abbrev=12)" --arg date "$(date -u +%F)" \
    '{$cpu, $cores, $memory, $kernel, $docker, $dotnet, $commit, $date}'
}

# tell PART — prints its table
tell() {
  { jq -r '.machine | "\(.cpu), \(.cores) cores, \(.memory); \(.kernel), Docker \(.docker), .NET SDK \(.dotnet); \(.date), commit \(.commit).\n"' "$out/$1.json" &&
    cat "$work/$1.md"; } >"$work/shown"
  printf '\n%s\n\n' "$1"
  cat "$work/shown"
}

# show PART — prints its table, and puts it between the part's marks in docs/performance.md
show() {
  local page=$root/docs/performance.md
  tell "$1"
  awk -v part="$1" -v shown="$work/shown" '
    $0 == "<!-- /bench " part " -->" { skip = 0 }
    !skip { print }
    $0 == "<!-- bench " part " -->" { skip = 1; print ""; while ((getline line < shown) > 0) print line; print "" }' "$page" >"$work/page"
  cat "$work/page" >"$page"
}

need jq
status=0
[[ $# -gt 0 ]] || set -- write train tool sizes rebuild verify regenerate hosts serving start profile soak
for part in "$@"; do
  work=$scratch/$part # a folder of its own; but those that measure containers share them
  case $part in
    serving | start | profile | soak | floors) work=$scratch/subjects ;;
    hosts | rebuild | verify) packed ;;
    *) packed && need hyperfine && need cookiecutter ;;
  esac
  mkdir -p "$work"
  # shellcheck source=/dev/null
  source "$here/$part.sh"
done
exit "$status"
