#!/usr/bin/env bash
# kill-table.sh [FOLDER] — which check finds which mutant, and what the sound images come to, as Markdown.
#
# Verifies every image of tests/mutants and tests/sound on the Docker engine that answers. With the FOLDER that
# SCAFFOLD_KILL_TABLE named in a run of the tests it makes the page of that run. Exits 1 when a test failed.
set -euo pipefail
cd "$(dirname "$0")/.."

status=0 folder=${1:-}
if [[ -z $folder ]]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  tests=tests/Scaffold.Engine.Tests
  dotnet build "$tests" -v quiet >&2
  SCAFFOLD_KILL_TABLE=$folder "$tests/bin/Debug/net10.0/Scaffold.Engine.Tests" -noColor -class '*MutantTests' -class '*SoundTests' >&2 || status=1
fi

rows() { find "$folder/$1" -type f 2>/dev/null | LC_ALL=C sort | xargs -r cat; }
killed() { rows mutants | grep -c '| yes |' || true; }

printf '# Kill table\n\n%d mutants, %d of them found by exactly the checks that should.\n\n' "$(rows mutants | wc -l)" "$(killed)"
printf '| mutant | to be found by | found by | as it should | what is broken |\n| --- | --- | --- | --- | --- |\n'
rows mutants
printf '\nSound images:\n\n| image | passed | failed or warned | skipped | what it is |\n| --- | --- | --- | --- | --- |\n'
rows sound
exit "$status"
