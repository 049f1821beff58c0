#!/usr/bin/env bash
# engine.sh (sourced by lab.sh): fetches, starts and stops a Docker engine that shares nothing with any other one:
# own socket, data, exec root, bridge, addresses and firewall chains.
# shellcheck disable=SC2153,SC2034  # variables are shared with lab.sh and images.sh

engine=$LAB_DIR/engine # Debian 13's packages, unpacked
socket=$LAB_DIR/docker.sock
pid_file=$LAB_DIR/dockerd.pid
engine_log=$LAB_DIR/dockerd.log
lab_net=$LAB_NET.0.0/16
bridge_net=$LAB_NET.0.0/24
pool_net=$LAB_NET.128.0/17

lab_docker() { DOCKER_HOST=unix://$socket DOCKER_CONFIG=$LAB_DIR/config "$engine/usr/bin/docker" "$@"; }

# The host's own mirror, so that no host name has to be written here.
debian_mirror() {
  local codename
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  # shellcheck disable=SC2016  # apt expands it
  apt-get indextargets --format '$(REPO_URI)' "Codename: $codename" 'Created-By: Packages' | sed -n 1p
}

# Downloads packages of Debian $LAB_SUITE into a scratch folder and unpacks them in its root/.
unpack() {
  local scratch=$1 mirror apt deb
  shift
  mirror=$(debian_mirror)
  [[ -n $mirror ]] || die "apt knows no Debian mirror"
  mkdir -p "$scratch"/{lists/partial,sources,root}
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $LAB_SUITE main" >"$scratch/sources/lab.list"
  apt=(apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$scratch/sources"
    -o "Dir::State::Lists=$scratch/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
    -o APT::Sandbox::User=root -o Acquire::http::Timeout=20)
  "${apt[@]}" update >&2
  (cd "$scratch" && "${apt[@]}" download "$@" >&2)
  for deb in "$scratch"/*.deb; do dpkg -x "$deb" "$scratch/root"; done
}

# Docker 26.1 and buildx out of Debian 13, which run on Debian 12's libc; only its runc does not, so runc is the host's.
engine_fetch() {
  [[ -d $engine ]] && return
  local scratch
  scratch=$(mktemp -d "$LAB_DIR/tmp/engine.XXXX")
  say "fetching the engine of Debian $LAB_SUITE"
  unpack "$scratch" docker.io docker-cli docker-buildx containerd tini docker-registry
  rm -f "$scratch"/root/usr/{bin,sbin}/runc
  mkdir -p "$LAB_DIR/config"
  # The client looks for plugins below / and $HOME only.
  echo "{\"cliPluginsExtraDirs\": [\"$engine/usr/libexec/docker/cli-plugins\"]}" >"$LAB_DIR/config/config.json"
  mv "$scratch/root" "$engine"
  rm -rf "$scratch"
}

# A registry that tests start; an engine that was fetched before the tests needed one gets it here.
registry_fetch() {
  [[ -x $engine/usr/bin/docker-registry ]] && return
  local scratch
  scratch=$(mktemp -d "$LAB_DIR/tmp/registry.XXXX")
  say "fetching the registry of Debian $LAB_SUITE"
  unpack "$scratch" docker-registry
  mv "$scratch/root/usr/bin/docker-registry" "$engine/usr/bin/"
  rm -rf "$scratch"
}

# Builds (default bridge) reach the internet; containers in user-defined networks do not, as under network isolation.
# Published ports need no rule: the userland proxy carries them.
network_up() {
  local owner
  if owner=$(cat "/sys/class/net/$LAB_BRIDGE/ifalias" 2>/dev/null); then
    [[ $owner == "$LAB_DIR" ]] || die "bridge $LAB_BRIDGE belongs to '$owner': choose another LAB_BRIDGE and LAB_NET"
  else
    [[ -z $(ip -4 route show root "$lab_net") ]] || die "$lab_net is in use on this machine: choose another LAB_NET"
    ip link add "$LAB_BRIDGE" type bridge
    ip link set "$LAB_BRIDGE" alias "$LAB_DIR"
  fi
  ip addr replace "$LAB_NET.0.1/24" dev "$LAB_BRIDGE"
  ip link set "$LAB_BRIDGE" up
  echo 1 >/proc/sys/net/ipv4/ip_forward
  iptables-restore --wait --noflush <<-EOF # naming a chain empties it: the same text again changes nothing
	*nat
	:$LAB_BRIDGE - [0:0]
	-A $LAB_BRIDGE -s $bridge_net ! -d $lab_net -j MASQUERADE
	COMMIT
	*filter
	:$LAB_BRIDGE - [0:0]
	-A $LAB_BRIDGE -s $pool_net ! -d $lab_net -j REJECT
	-A $LAB_BRIDGE -s $lab_net -j ACCEPT
	-A $LAB_BRIDGE -d $lab_net -j ACCEPT
	COMMIT
	EOF
  iptables -w -t nat -C POSTROUTING -j "$LAB_BRIDGE" 2>/dev/null || iptables -w -t nat -I POSTROUTING -j "$LAB_BRIDGE"
  iptables -w -C FORWARD -j "$LAB_BRIDGE" 2>/dev/null || iptables -w -I FORWARD -j "$LAB_BRIDGE"
}

network_down() {
  local table_chain link
  [[ $(cat "/sys/class/net/$LAB_BRIDGE/ifalias" 2>/dev/null) == "$LAB_DIR" ]] || return 0
  for table_chain in nat:POSTROUTING filter:FORWARD; do
    iptables -w -t "${table_chain%:*}" -D "${table_chain#*:}" -j "$LAB_BRIDGE" 2>/dev/null || true
    iptables -w -t "${table_chain%:*}" -F "$LAB_BRIDGE" 2>/dev/null || true
    iptables -w -t "${table_chain%:*}" -X "$LAB_BRIDGE" 2>/dev/null || true
  done
  # Ours, and those of user-defined networks: the engine leaves them behind and makes them anew.
  ip -o -4 addr show | awk -v net="$LAB_NET." 'index($4, net) == 1 { print $2 }' | while read -r link; do
    ip link delete "$link"
  done
}

# A pid file outlives its process and its number may be somebody else's by now: ask whose it is.
engine_alive() {
  [[ -s $pid_file ]] && tr '\0' ' ' 2>/dev/null <"/proc/$(<"$pid_file")/cmdline" | grep -qF "unix://$socket "
}

engine_start() {
  if ! engine_alive; then
    rm -f "$pid_file"
    grep -q cgroup /proc/self/mounts || mount -t cgroup2 none /sys/fs/cgroup # a machine without an init
    # iptables=false: with it on, a second engine wipes the chains of the first
    # GOGC: it would work much on the garbage of a small heap
    GOGC=400 PATH=$engine/usr/sbin:$engine/usr/bin:$engine/usr/libexec/docker:$PATH setsid dockerd --host "unix://$socket" \
      --data-root "$LAB_DIR/data" --exec-root "$LAB_DIR/exec" --pidfile "$pid_file" --log-level warn \
      --bridge "$LAB_BRIDGE" --default-address-pool "base=$pool_net,size=26" --iptables=false --ip6tables=false \
      </dev/null >"$engine_log" 2>&1 9>&- &
  fi
  for ((i = 0; i < 300; i++)); do
    lab_docker version >/dev/null 2>&1 && return
    sleep 0.1
  done
  tail -20 "$engine_log" >&2
  die "the engine does not answer; its log: $engine_log"
}

engine_stop() {
  local pid
  # A killed dockerd leaves containerd and containers behind: only a new one knows how to end them.
  if ! engine_alive && [[ -d $engine && -s $LAB_DIR/exec/containerd/containerd.pid ]]; then
    network_up && engine_start
  fi
  engine_alive || return 0
  pid=$(<"$pid_file")
  kill "$pid"
  for ((i = 0; i < 300; i++)); do
    [[ -d /proc/$pid ]] || return 0
    sleep 0.1
  done
  die "dockerd $pid does not stop; its log: $engine_log"
}

unmount_below() {
  awk -v dir="$1/" 'index($2, dir) == 1 { print $2 }' /proc/self/mounts | sort -r | while read -r point; do
    umount --lazy "$point"
  done
}

# What an `up` that was killed left behind.
remove_scratch() {
  unmount_below "$LAB_DIR/tmp"
  rm -rf --one-file-system "${LAB_DIR:?}/tmp"
  mkdir "$LAB_DIR/tmp"
}
