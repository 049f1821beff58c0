# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# rebuild — how long the image of a default repository takes to build again: when nothing changed, after an edit of the training
# program, and of the predictor; which layers are new then and with a new dependency, and which step takes longest. Sourced by bench.sh.
runs=${RUNS:-5}
build() { docker build -q --provenance=false -t "bench-rebuild" "$work/rebuild-$1" >/dev/null; }
layers() { docker image inspect -f '{{range .RootFS.Layers}}{{println .}}{{end}}' bench-rebuild | sed '/^$/d'; }
timed() { # NAME ROW — one line of JSON
  local from until
  from=$(date +%s%N)
  build "$1"
  until=$(date +%s%N)
  jq -cn --arg name "$2" --argjson ms "$(((until - from) / 1000000))" '{$name, $ms}' >>"$work/rebuilds"
}

anew() { # WHAT LAYERS-BEFORE — how many layers of the image are others now, and how far down they begin
  local new
  new=$(layers | grep -vxFn -f <(echo "$2") | cut -d: -f1)
  printf '%s makes %s of %s layers anew, within the last %s.\n' "$1" "$(wc -w <<<"$new")" "$(layers | wc -l)" "$(($(layers | wc -l) - ${new%%$'\n'*} + 1))" >>"$work/rebuild-layers"
}

rebuilt() { # NAME CODE-FILE PREDICTOR-FILE COMMENT options of new
  local name=$1 code=$2 predictor=$3 comment=$4 run before
  shift 4
  "$native" new "$name" --output "$work/rebuild-$name" "$@" >/dev/null 2>&1
  build "$name"
  for ((run = 0; run < runs; run++)); do
    timed "$name" "$name, nothing changed"
    before=$(layers)
    echo "$comment $RANDOM$RANDOM" >>"$work/rebuild-$name/$code"
    timed "$name" "$name, $code edited"
    ((run)) || anew "$name: an edit of \`$code\`" "$before"
    echo "$comment $RANDOM$RANDOM" >>"$work/rebuild-$name/$predictor"
    timed "$name" "$name, $predictor edited"
  done
  echo "$comment $RANDOM$RANDOM" >>"$work/rebuild-$name/$predictor"
  # shellcheck disable=SC2016 # the marks of Markdown
  docker build --progress=plain --provenance=false -t bench-rebuild "$work/rebuild-$name" 2>&1 | awk '
    /^#[0-9]+ \[/ { step = $0; sub(/^#[0-9]+ /, "", step); steps[$1] = step }
    / DONE [0-9.]+s$/ && $1 in steps && $NF + 0 >= longest + 0 { longest = $NF; name = steps[$1] }
    END { print longest "\t" name }' | { IFS=$'\t' read -r took step
    printf '%s: after an edit of `%s` the longest step takes %s: `%s`\n' "$name" "$predictor" "$took" "$step"; } >>"$work/rebuild-layers"
  before=$(layers)
  "depend_$name" "$work/rebuild-$name"
  build "$name"
  anew "$name: a new dependency" "$before"
  docker rmi -f bench-rebuild >/dev/null
}

depend_python() { echo attrs >>"$1/container/requirements.txt"; }
depend_csharp() { (cd "$1/container/serve" && sed -i 's:^ *<PackageReference .*:&\n    <PackageReference Include="CsvHelper" Version="33.1.0" />:' serve.csproj); }

rebuilt python code/train.py container/predictor.py '#' --language python
rebuilt csharp code/Program.cs container/serve/Predictor.cs '//' --language csharp
jq -s --argjson machine "$(machine)" '{$machine, rows: [group_by(.name)[] | {name: .[0].name, values: map(.ms)}]
  | map(if .name | endswith("nothing changed") then . else . + {over: "\(.name | split(",")[0]), nothing changed", limit: 2000} end)}' "$work/rebuilds" >"$out/rebuild.json"
{ jq -L "$here" -rf "$here/goals.jq" "$out/rebuild.json"; echo; cat "$work/rebuild-layers"; } >"$work/rebuild.md"
show rebuild
