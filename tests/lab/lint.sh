#!/usr/bin/env bash
# lint.sh PATH...: lints every shell script, Python file (by its first line too), Dockerfile, nginx.conf, YAML file and workflow
# below the paths, lists the findings and exits 1 when there are any. nginx.conf needs the lab up, the others do not.
# shellcheck disable=SC2317  # functions are called through `check`
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
(($#)) || { echo "usage: lint.sh PATH..." >&2; exit 2; }
for path; do [[ -e $path ]] || { echo "lint: no such path: $path" >&2; exit 2; }; done
"$here/linters.sh"

shells=() pythons=() dockerfiles=() nginx_confs=() yamls=() workflows=()
while IFS= read -r -d '' file; do
  first='' # read without another process: there may be thousands of files
  LC_ALL=C read -r -n 100 first <"$file" || true
  case ${file##*/}:$first in
    *.onnx:* | *.zip:* | *.pt:* | *.ubj:* | *.npy:*) ;; # samples: not text
    *.scriban:* | *.cs:*) ;; # a template is not what it will be; Dockerfile.cs is no Dockerfile
    Dockerfile:* | Dockerfile.*:* | *.Dockerfile:*) dockerfiles+=("$file") ;;
    nginx.conf:*) nginx_confs+=("$file") ;;
    *.yml:* | *.yaml:*)
      yamls+=("$file")
      [[ $file != */.github/workflows/* ]] || workflows+=("$file")
      ;;
    *.py:* | *:'#!'*python*) pythons+=("$file") ;;
    *.sh:* | *:'#!'*/sh | *:'#!'*/sh\ * | *:'#!'*bash* | *:'#!'*dash*) shells+=("$file") ;;
  esac
done < <(find "$@" \( -name .git -o -name node_modules -o -name bin -o -name obj -o -name .venv \) -prune \
  -o -type f -print0 | sort -z)

failed=0
check() { "$@" || failed=1; }

nginx_test() { # FILE
  if ! docker info >/dev/null 2>&1; then
    echo "$1: nginx -t needs the lab: run $here/lab.sh up"
    return 1
  fi
  docker run --rm --network none --volume "$(realpath "$1"):/test/nginx.conf:ro" lab/nginx \
    nginx -q -t -p /test/ -c nginx.conf 2>&1 | sed "s|/test/nginx.conf|$1|; s|^|$1: |"
}

((!${#shells[@]})) || check shellcheck --external-sources --source-path SCRIPTDIR --format gcc "${shells[@]}"
((!${#pythons[@]})) || check node "$here/lint/ruff.mjs" "${pythons[@]}"
((!${#dockerfiles[@]})) || check node "$here/lint/dockerfile.mjs" "${dockerfiles[@]}"
((!${#yamls[@]})) || check yamllint --strict --format parsable --config-file "$here/lint/yamllint.yml" "${yamls[@]}"
((!${#workflows[@]})) || check node "$here/lint/workflow.mjs" "${workflows[@]}"
if ((${#nginx_confs[@]})); then
  eval "$("$here/lab.sh" env)"
  for file in "${nginx_confs[@]}"; do check nginx_test "$file"; done
fi
echo "lint: ${#shells[@]} shell, ${#pythons[@]} Python, ${#dockerfiles[@]} Dockerfile, ${#nginx_confs[@]} nginx.conf," \
  "${#yamls[@]} YAML:" \
  "$( ((failed)) && echo findings || echo "no findings")" >&2
exit "$failed"
