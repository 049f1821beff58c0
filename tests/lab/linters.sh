#!/usr/bin/env bash
# linters.sh: installs what lint.sh runs, as far as it is missing: shellcheck, yamllint and node from Debian, the rest from
# npm into lint/node_modules. (nginx is in the lab's own image lab/nginx, see images/nginx.Dockerfile.)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/lint"
exec 9<package-lock.json # one at a time
flock 9

packages=()
command -v shellcheck >/dev/null || packages+=(shellcheck)
command -v yamllint >/dev/null || packages+=(yamllint)
command -v npm >/dev/null || packages+=(nodejs npm)
if ((${#packages[@]})); then
  echo "linters: installing ${packages[*]}" >&2
  apt-get update -qq >&2 || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "${packages[@]}" >/dev/null
fi

# npm writes down what it installed; a copy of the lock file, made last, says that it is whole and of this lock file.
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
  echo "linters: npm ci" >&2
  npm ci --no-audit --no-fund --loglevel error >&2
  cp package-lock.json node_modules/.installed-lock.json
fi
