# shellcheck shell=bash disable=SC2154 # the variables are bench.sh's
# The time to write a repository: our native binary, the portable tool, dotnet new with our pack, dotnet new webapi, cookiecutter
# on a template of the same files. Sourced by bench.sh.
dotnet new install "$root"/artifacts/packages/SagemakerContainer.Templates.*.nupkg >/dev/null
dotnet build "$root/src/Scaffold.Cli" -c Release --nologo -v quiet >/dev/null

# cookiecutter: the same tree, its name a variable, copied verbatim where a file has braces of its own
template=$work/cookiecutter-model
"$native" new my-model --output "$work/source" >/dev/null 2>&1
mkdir -p "$template"
cp -r "$work/source" "$template/{{cookiecutter.name}}"
grep -rlZ --exclude=*.npy my-model "$template/{{cookiecutter.name}}" | xargs -0 sed -i 's/my-model/{{cookiecutter.name}}/g'
jq -n --argjson raw "$(cd "$template/{{cookiecutter.name}}" && grep -rlE '\{[{%#]' . | sed 's:^\./::' | while read -r f; do
  grep -q '{{cookiecutter.name}}' "{{cookiecutter.name}}/$f" 2>/dev/null || echo "$f"; done | jq -R . | jq -s .)" \
  '{name: "my-model", _copy_without_render: ($raw + ["*.npy"])}' >"$template/cookiecutter.json"

hyperfine -N --warmup 2 --runs "${RUNS:-10}" --export-json "$out/write.json" --prepare "rm -rf $work/w" \
  -n 'sagemaker-container new (native)' "$native new my-model --output $work/w" \
  -n 'sagemaker-container new (.NET tool, JIT)' "dotnet $root/src/Scaffold.Cli/bin/Release/net10.0/sagemaker-container.dll new my-model --output $work/w" \
  -n 'dotnet new sagemaker-container' "dotnet new sagemaker-container -n my-model -o $work/w" \
  -n 'dotnet new webapi' "dotnet new webapi -n my-model -o $work/w --no-restore" \
  -n 'cookiecutter, the same files' "cookiecutter --no-input -o $work/w $template" >/dev/null
table write
