#!/usr/bin/env bash
# selftest.sh: proves what tests take for granted of a lab that is up: a build's network reaches the package mirror, a
# user-defined network does not, whatever its options; a published port works on both; pip installs from the index.
# shellcheck disable=SC2317  # functions are called through `holds`
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
eval "$("$here/lab.sh" env)"
image=python:3.13-slim-trixie
name=lab-selftest-$$
failed=0
remove() {
  docker rm --force "$name" >/dev/null 2>&1 || true
  docker network rm "$name" >/dev/null 2>&1 || true
}
trap remove EXIT

holds() { # WHAT COMMAND...
  local what=$1
  shift
  if "$@" >/dev/null 2>&1; then echo "ok    $what"; else echo "FAIL  $what"; failed=1; fi
}
fails() { ! "$@"; }
in_container() { docker exec "$name" "$@"; }
reaches_mirror() { in_container timeout 60 apt-get update --error-on=any -o Acquire::Retries=0; }
# A bare address too: no name has to be looked up for that.
reaches_address() {
  in_container timeout 20 python3 -c 'import socket; socket.create_connection(("1.1.1.1", 80), 5)'
}
port_answers() { # the userland proxy accepts before the container listens, then hangs up: try again
  local address
  address=$(docker port "$name" 8080)
  for _ in {1..100}; do
    python3 -c "import urllib.request; urllib.request.urlopen('http://$address/', timeout=5)" 2>/dev/null && return
    sleep 0.1
  done
  return 1
}
serve_on() { # NETWORK
  docker rm --force "$name" >/dev/null 2>&1 || true
  docker run --detach --name "$name" --network "$1" --publish 127.0.0.1::8080 "$image" python -m http.server 8080 >/dev/null
}

serve_on bridge
holds "default bridge: published port answers" port_answers
holds "default bridge: package mirror is reached" reaches_mirror
for options in "" "--opt com.docker.network.bridge.enable_ip_masquerade=false" "--internal"; do
  remove
  # shellcheck disable=SC2086  # options are words
  docker network create $options "$name" >/dev/null
  serve_on "$name"
  [[ $options == --internal ]] || holds "user network $options: published port answers" port_answers
  holds "user network $options: containers find each other by name" in_container python3 -c "import socket; socket.gethostbyname('$name')"
  holds "user network $options: no way to the package mirror" fails reaches_mirror
  holds "user network $options: no way to an address outside" fails reaches_address
done
holds "pip installs into a venv from the index, and keeps what it fetched" docker run --rm "$image" sh -ec '
  python -m venv /v
  /v/bin/pip install -q "flask>=3.0,<4" "gunicorn>=22,<24" "scikit-learn>=1.4,<2" "numpy>=1.26,<3" "joblib>=1.3,<2" \
    "pandas>=2,<3" "xgboost>=2.1,<4" "torch>=2.5,<3" fastapi uvicorn uvloop httptools gevent
  /v/bin/python -c "import flask, gunicorn, sklearn.linear_model, joblib, pandas, xgboost, torch"
  /v/bin/python -c "import fastapi, uvicorn, uvloop, httptools, gevent"
  ! find /v -name "*.so*" -exec ldd {} + | grep "not found"
  du -sm /root/.cache/pip | grep -Eq "^[0-9]{3}"'
holds "a stub is no framework" docker run --rm "$image" sh -ec '
  python -m venv /v
  /v/bin/pip install -q mxnet
  ! /v/bin/python -c "import mxnet" 2>/tmp/said
  grep -q "ImportError: .*stand-in for mxnet" /tmp/said'
holds "PyTorch runs in its stand-in" docker run --rm --network none pytorch/pytorch:2.8.0-cuda12.8-cudnn9-runtime \
  python -c "import torch; x = torch.ones(2, requires_grad=True); (x @ x).backward(); assert x.grad.tolist() == [2, 2]"
exit "$failed"
