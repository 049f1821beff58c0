#!/usr/bin/env bash
# lab.sh up | down [--purge] | env | status
# A Docker engine of the project's own and stand-in base images, so that tests build and run real images on a machine
# that has no Docker and reaches no image registry. Everything lives in LAB_DIR; an engine that already runs on the
# machine is never touched. `up` may be run at any time, by several at once. README.md says more.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

LAB_DIR=${LAB_DIR:-${TMPDIR:-/tmp}/sagemaker-container-lab}
LAB_BRIDGE=${LAB_BRIDGE:-smlab0} # also the name of our iptables chains
LAB_NET=${LAB_NET:-10.201}       # a /16: x.y.0.0/24 is the default bridge, x.y.128.0/17 the user-defined networks
LAB_SUITE=${LAB_SUITE:-trixie}   # the Debian of engine and images; the host may be older
# shellcheck source=engine.sh
. "$here/engine.sh"
# shellcheck source=images.sh
. "$here/images.sh"
# shellcheck source=index.sh
. "$here/index.sh"

say() { printf 'lab: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

check_settings() {
  ((EUID == 0)) || die "must run as root: it makes a bridge, iptables rules and file systems"
  [[ $LAB_DIR == /?* ]] || die "LAB_DIR must be an absolute path, not '$LAB_DIR'"
  ((${#LAB_DIR} <= 60)) || die "LAB_DIR is ${#LAB_DIR} characters long; the engine's sockets need 60 or fewer: $LAB_DIR"
  [[ $LAB_NET =~ ^[0-9]{1,3}\.[0-9]{1,3}$ ]] || die "LAB_NET is the first half of an address, such as 10.201, not '$LAB_NET'"
  ((${#LAB_BRIDGE} <= 15)) || die "LAB_BRIDGE can have 15 characters at most: '$LAB_BRIDGE'"
}

# One command at a time changes the lab. The lock file stays: removing it would let two in.
lock() {
  mkdir -p "$LAB_DIR"
  exec 9>"$LAB_DIR.lock"
  flock --nonblock 9 || { say "waiting for another lab.sh"; flock 9; }
  mkdir -p "$LAB_DIR/tmp"
}

install_missing() {
  local packages=() pair
  for pair in runc:runc iptables:iptables ip:iproute2 mmdebstrap:mmdebstrap; do
    command -v "${pair%:*}" >/dev/null || packages+=("${pair#*:}")
  done
  ((${#packages[@]})) || return 0
  say "installing ${packages[*]}"
  apt-get update -qq >&2 || say "apt-get update had faults; trying with what it has"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 \
    "${packages[@]}" ca-certificates debian-archive-keyring >"$LAB_DIR/apt.log" 2>&1 ||
    { tail -20 "$LAB_DIR/apt.log" >&2; die "apt-get install failed"; }
}

up() {
  local begin=$SECONDS
  check_settings
  lock
  remove_scratch # of an `up` that was killed
  install_missing
  network_up
  engine_fetch
  registry_fetch
  engine_start
  images_build
  wheels_build
  index_start
  say "up after $((SECONDS - begin)) s; next: eval \"\$($here/lab.sh env)\""
}

down() {
  check_settings
  [[ -d $LAB_DIR ]] || { say "nothing in $LAB_DIR"; return; }
  lock
  engine_stop
  network_down
  say "stopped"
  [[ ${1:-} == --purge ]] || return 0
  unmount_below "$LAB_DIR"
  rm -rf --one-file-system "$LAB_DIR"
  say "removed $LAB_DIR"
}

# Prints shell code; $PATH gets the lab's own docker client in front, once.
env_lines() {
  local bin=$engine/usr/bin path=$PATH
  [[ :$path: == *:$bin:* ]] || path=$bin:$path
  printf 'export %s=%q\n' LAB_DIR "$LAB_DIR" DOCKER_HOST "unix://$socket" DOCKER_CONFIG "$LAB_DIR/config" PATH "$path"
}

status() {
  local missing
  engine_alive || { say "engine is not running ($LAB_DIR)"; return 1; }
  say "engine $(lab_docker version --format '{{.Server.Version}}') runs as $(<"$pid_file"), DOCKER_HOST=unix://$socket"
  missing=$(images_missing)
  wheels_there || missing+=$'\n'wheels
  [[ -z $missing ]] || { say "missing or out of date:" "${missing//$'\n'/ }"; return 1; }
  say "all images are there"
}

case ${1:-}:${2:-} in
  up:) up ;;
  down: | down:--purge) down "${2:-}" ;;
  env:) env_lines ;;
  status:) status ;;
  *) echo "usage: lab.sh up | down [--purge] | env | status" >&2; exit 2 ;;
esac
