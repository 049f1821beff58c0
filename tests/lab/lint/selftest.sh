#!/usr/bin/env bash
# selftest.sh: shows that lint.sh passes good files, and that each of its linters can fail: every bad sample below has
# to give its finding. Needs the lab up (nginx).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

sample() { # NAME [MODE], text on stdin; every sample is alone in a folder
  rm -rf "$work/files"
  mkdir -p "$(dirname "$work/files/$1")"
  cat >"$work/files/$1"
}
verdict() { # WHAT EXPECTED_EXIT EXPECTED_TEXT
  local exit=0
  "$here/../lint.sh" "$work/files" >"$work/out" 2>&1 || exit=$?
  if [[ $exit == "$2" ]] && grep -qF -- "$3" "$work/out"; then
    echo "ok    $1"
  else
    echo "FAIL  $1: exit $exit, not $2 with '$3'"
    cat "$work/out"
    failed=1
  fi
}
good() { verdict "good: $1" 0 "no findings"; }
bad() { verdict "bad: $1" 1 "$1"; }

sample run.sh <<<$'#!/bin/sh\necho "$1"' && good shell
sample run.sh <<<$'#!/bin/sh\necho $1' && bad SC2086
sample serve <<<$'#!/usr/bin/env bash\ncd /x' && bad SC2164
sample train.py <<<$'import os\n\nprint(os.getpid())' && good Python
sample train.py <<<'import os' && bad F401
sample train.py <<<'def f(:' && bad "syntax"
sample train <<<$'#!/usr/bin/env python3\nprint(nowhere)' && bad F821
sample train <<<$'#!/usr/bin/env python3\nimport sys\nimport os\n\nprint(os, sys)' && bad I001
sample train.py <<<$'from typing import List\n\nx: List[int] = []' && bad UP006
sample train.py <<<$'def f(x=[]):\n    return x' && bad B006

sample Dockerfile <<'END' && good Dockerfile
FROM python:3.13-slim-trixie AS build
RUN --mount=type=cache,target=/root/.cache/pip \
    # a comment between continued lines
    python -m venv /opt/venv && \
    /opt/venv/bin/pip install flask
RUN <<SCRIPT
set -e
echo "a heredoc is a script, not instructions"
SCRIPT
FROM python:3.13-slim-trixie
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update && apt-get install -y --no-install-recommends nginx
COPY --link --from=build /opt/venv /opt/venv
COPY --chmod=755 serve train /opt/program/
CMD ["train"]
END
from="FROM debian:trixie-slim"
sample Dockerfile <<<"$from"$'\nRUNN true' && bad "Unknown instruction"
sample Dockerfile <<<"$from"$'\nCOPY --chmodd=755 a /b' && bad "Unknown flag"
sample Dockerfile <<<"$from"$'\nCMD train' && bad DL3025
sample Dockerfile <<<"FROM debian" && bad DL3006
sample Dockerfile <<<"$from"$'\nCOPY --from=nowhere a /b' && bad DL3022
sample Dockerfile <<<"$from"$'\nRUN apt-get update && apt-get install -y --no-install-recommends nginx' && bad DL3009
sample Dockerfile <<<"$from"$'\nRUN pip install flask' && bad DL3042
sample Dockerfile <<<"$from"$'\nRUN --mount=type=tmpfs,target=/t \\\n    rm $HOME' && bad ":3: SC2086"
sample Dockerfile <<<"$from"$'\nRUN <<X\nrm $HOME\nX' && bad ":3: SC2086"

sample nginx.conf <<<'events {} http { server { listen 8080; } }' && good nginx.conf
sample nginx.conf <<<'events {} http { server { lissten 8080; } }' && bad "lissten"

workflow=$'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n'
sample .github/workflows/a.yml <<<"$workflow"$'      - run: echo "${{ github.ref }}"' && good workflow
sample .github/workflows/a.yml <<<"$workflow"$'      - run: echo "${{ github.reff }}"' && bad ":7: expression"
sample .github/workflows/a.yml <<<"$workflow"'      - runs: echo' && bad ":7: syntax-check"
sample .github/workflows/a.yml <<<"$workflow"$'      - run: |\n          echo "$GITHUB_REF"\n          echo $GITHUB_REF' && bad ":9: SC2086"
sample a.yml <<<$'a: 1\na: 2' && bad "key-duplicates"
exit "$failed"
