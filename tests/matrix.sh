#!/usr/bin/env bash
# matrix.sh [FRAMEWORK...] — verifies every framework on every device in every role, as far as this machine can, and writes
# docs/coverage.md. On the CPU each framework is seen with every pair of role (combined, separate), web server and proxy; elsewhere these
# change with the role. FULL=1 tries them all with combined and separate, which takes hours. Needs the lab (eval "$(tests/lab/lab.sh env)") or another engine that has the base images.
# Then each framework on the CPU with every distribution, on two hosts. Results are kept in docs/coverage.tsv and docs/coverage-hosts.tsv;
# a framework that is named is tried again, without names all are. ONLY=hosts leaves out one host.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v jq >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends jq; } >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tool=${SCAFFOLD_CLI:-}
if [[ -z $tool ]]; then
  dotnet build src/Scaffold.Cli -v quiet >&2
  tool="dotnet $PWD/src/Scaffold.Cli/bin/Debug/net10.0/sagemaker-container.dll"
fi

# try LANGUAGE FRAMEWORK DEVICE ROLE SERVER PROXY — a line for the table: what could be shown of this cell here
try() {
  local options=(--language "$1" --framework "$2" --device "$3" --role "$4" --server "$5" --proxy "$6") cell=$1-$2-$3-$4-$5-$6
  if ! $tool new "$cell" "${options[@]}" --output "$work/$cell" >"$work/log" 2>&1; then
    grep -q SM011 "$work/log" || { cat "$work/log" >&2; exit 1; }
    return # these do not go together
  fi
  $tool verify "$work/$cell" --engine docker --json "$work/verdict.json" >"$work/log" 2>&1 || true
  jq -r --arg cell "$1	$2	$3	$4	$5	$6" '
    def outcome(id): .checks[] | select(.id == id) | .outcome;
    [.checks[] | select(.outcome == "fail") | .id] as $failed
    | (if outcome("build") != "pass" then "rendered"
       elif .verdict == "pass" and ([outcome("C-40"), outcome("C-64")] | index("pass")) then "run"
       else "built" end) as $seen
    | [$cell, $seen, ([.checks[] | select(.outcome == "pass")] | length), ($failed | join(" "))] | @tsv' "$work/verdict.json" |
    sed 's/\\t/\t/g' | tee -a "$work/new.tsv" >&2
  rm -rf "${work:?}/$cell"
}

# try_hosts LANGUAGE FRAMEWORK DISTRIBUTION — a line for the other table: what C-50 and C-54 saw of two hosts
try_hosts() {
  local cell=hosts-$1-$2-$3
  if ! $tool new "$cell" --language "$1" --framework "$2" --distribution "$3" --role training --output "$work/$cell" >"$work/log" 2>&1; then
    grep -q 'SM003\|SM011' "$work/log" || { cat "$work/log" >&2; exit 1; }
    return # these do not go together
  fi
  $tool verify "$work/$cell" --engine docker --profile train,distributed --only C-40,C-50,C-54 --json "$work/verdict.json" >"$work/log" 2>&1 || true
  jq -r --arg cell "$1	$2	$3" '
    def outcome(id): .checks[] | select(.id == id) | .outcome;
    (if outcome("build") != "pass" then "rendered" elif outcome("C-50") == "pass" and outcome("C-54") != "fail" then "2 hosts" else "built" end) as $seen
    | [$cell, $seen] | @tsv' "$work/verdict.json" | sed 's/\\t/\t/g' | tee -a "$work/new-hosts.tsv" >&2
  rm -rf "${work:?}/$cell"
}

# fronts LANGUAGE DEVICE ROLE — the web servers and proxies to try
fronts() {
  case $1:$2:$3:${FULL:-} in
    csharp:*:training:*) echo aspnet nginx ;;
    csharp:*:inference:*) echo aspnet none ;;
    csharp:cpu:* | csharp:*:1) printf 'aspnet nginx\naspnet none\n' ;;
    csharp:*:combined:*) echo aspnet nginx ;;
    csharp:*:separate:*) echo aspnet none ;;
    python:*:training:*) echo flask nginx ;;
    python:*:inference:*) echo fastapi nginx ;;
    python:*:1) printf '%s\n' 'flask nginx' 'flask none' 'fastapi nginx' 'fastapi none' ;;
    python:cpu:combined:*) printf '%s\n' 'flask nginx' 'fastapi none' ;;
    python:cpu:separate:*) printf '%s\n' 'flask none' 'fastapi nginx' ;;
    python:*:combined:*) echo flask nginx ;;
    python:*:separate:*) echo fastapi none ;;
  esac
}

mapfile -t frameworks < <(jq -r '.frameworks | to_entries[] | .key as $language | .value | keys_unsorted[] | "\($language) \(.)"' content/catalog/frameworks.json)
touch "$work/new.tsv" "$work/new-hosts.tsv" docs/coverage.tsv docs/coverage-hosts.tsv
mapfile -t distributions < <(jq -r '.symbols.distribution.choices[].choice' template.json)
for entry in "${frameworks[@]}"; do
  read -r language framework <<<"$entry"
  (($# == 0)) || [[ " $* " == *" $framework "* ]] || continue
  for distribution in "${distributions[@]}"; do try_hosts "$language" "$framework" "$distribution"; done
  [[ ${ONLY:-} != hosts ]] || continue
  for device in cpu gpu; do
    for role in combined separate training inference; do
      while read -r server proxy; do try "$language" "$framework" "$device" "$role" "$server" "$proxy"; done < <(fronts "$language" "$device" "$role")
    done
  done
done
# What was tried now replaces what was known.
for table in '' -hosts; do
  awk -F'\t' 'FNR == NR { tried[$1 FS $2] = 1; print; next } !(($1 FS $2) in tried)' "$work/new$table.tsv" "docs/coverage$table.tsv" | sort >"$work/all.tsv"
  mv "$work/all.tsv" "docs/coverage$table.tsv"
done

{
  cat <<'TEXT'
# What was run, built, and only rendered

Generated by `tests/matrix.sh` from verdicts of `sagemaker-container verify` on the lab's Docker engine; do not edit.

- **run**: the image was built; it trained, or served a model, and every check passed. On a GPU image that is the fall-back to
  the CPU: there is no GPU and no CUDA here, and the stand-ins of CUDA images hold none.
- **built**: the unmodified Dockerfile was built on stand-ins of its base images that lack the framework (or there is no sample
  model to serve); programs and server were not run with the framework.
- **rendered**: the repository was written, and linted, but its image could not be built here.
- Where several web servers and proxies were tried, the cell says the least of what came of them. `docs/coverage.tsv` has every line.
- A framework, or a device of one, that is not in the table has not been tried by the script yet: rendered and linted only, as far
  as this page goes (its page in docs/frameworks says what else was seen of it).
- a dash: not tried, or the parameters do not go together, and `new` says so.

Base images are stand-ins everywhere: no registry is reached from here, and the real ones were never pulled.

| language | framework | device | combined | separate | training | inference |
| --- | --- | --- | --- | --- | --- | --- |
TEXT
  awk -F'\t' '
    BEGIN { worth["run"] = 3; worth["built"] = 2; worth["rendered"] = 1 }
    { row = $1 FS $2 FS $3; if (!(row in seen)) { seen[row] = 1; rows[++n] = row }
      if (!((row, $4) in cell) || worth[$7] < worth[cell[row, $4]]) cell[row, $4] = $7 }
    END {
      split("combined separate training inference", roles, " ")
      for (i = 1; i <= n; i++) {
        split(rows[i], part, FS)
        printf "| %s | %s | %s |", part[1], part[2], part[3]
        for (r = 1; r <= 4; r++) printf " %s |", ((rows[i], roles[r]) in cell) ? cell[rows[i], roles[r]] : "–"
        print ""
      }
    }' docs/coverage.tsv
  cat <<'TEXT'

## On several hosts

Each framework on the CPU with each `--distribution`. **2 hosts**: two containers trained together, and C-50 (for MPI C-54 as well) passed;
[distributed.md](distributed.md) says what ran on more. **built** and **rendered** as above, a dash: they do not go together.
The starters of ML.NET and TorchSharp train on all rows on each host, and the leader writes the model; what is not in the table was not tried.

TEXT
  printf '| language | framework |'
  printf ' %s |' "${distributions[@]}"
  printf '\n| --- | --- |'
  printf ' --- |%.0s' "${distributions[@]}"
  printf '\n'
  awk -F'\t' -v names="${distributions[*]}" '
    { row = $1 FS $2; if (!(row in seen)) { seen[row] = 1; rows[++n] = row } cell[row, $3] = $4 }
    END {
      count = split(names, distribution, " ")
      for (i = 1; i <= n; i++) {
        split(rows[i], part, FS)
        printf "| %s | %s |", part[1], part[2]
        for (d = 1; d <= count; d++) printf " %s |", ((rows[i], distribution[d]) in cell) ? cell[rows[i], distribution[d]] : "–"
        print ""
      }
    }' docs/coverage-hosts.tsv
} >docs/coverage.md
awk -F'\t' '{ count[$7]++ } END { printf "%d run, %d built, %d rendered\n", count["run"], count["built"], count["rendered"] }' docs/coverage.tsv
