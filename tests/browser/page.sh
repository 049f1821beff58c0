#!/usr/bin/env bash
# page.sh REPORT.html FOLDER: opens a report of `verify --html` in Debian's Chromium, uses it as a reader does, and leaves
# light.png, dark.png, charts.png and print.pdf in the folder. Exits 1 with what is wrong. Installs what it needs, as far as it is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
(($# == 2)) || { echo "usage: page.sh REPORT.html FOLDER" >&2; exit 2; }
report=$(realpath "$1") folder=$(realpath "$2")
cd "$here"
exec 9<package-lock.json # one at a time
flock 9

packages=()
command -v chromium >/dev/null || packages+=(chromium fonts-dejavu-core)
command -v npm >/dev/null || packages+=(nodejs npm)
if ((${#packages[@]})); then
  echo "browser: installing ${packages[*]}" >&2
  apt-get update -qq >&2 || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "${packages[@]}" >/dev/null
fi
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
  echo "browser: npm ci" >&2
  npm ci --no-audit --no-fund --loglevel error >&2
  cp package-lock.json node_modules/.installed-lock.json
fi
exec node page.mjs "$report" "$folder"
