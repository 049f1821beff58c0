#!/usr/bin/env bash
# index.sh (sourced by lab.sh): the wheels that pip installs in the lab, and the server it gets them from. A server and
# not a folder of the images, so that an image that installs grows by what it installs and by nothing else.
# shellcheck disable=SC2154  # variables come from lab.sh and engine.sh

index=$LAB_NET.0.1:8090
wheels=$LAB_DIR/wheels

wheels_there() { [[ $(cat "$wheels.recipe" 2>/dev/null) == "$(recipe)" ]]; }

wheels_build() {
  local log=$LAB_DIR/build-wheels.log begin=$SECONDS
  wheels_there && return
  rm -rf "$wheels"
  lab_docker build --progress plain --file "$here/images/python.Dockerfile" --target wheels \
    --output "type=local,dest=$wheels" "$here/images" >"$log" 2>&1 ||
    { tail -30 "$log" >&2; die "building the wheels failed; the whole log: $log"; }
  recipe >"$wheels.recipe"
  say "built the wheels in $((SECONDS - begin)) s"
}

# On the host's side of the bridge, which builds and containers of every network reach.
index_start() {
  [[ -z $(lab_docker ps --quiet --filter name=^lab-index$ --filter "label=lab.recipe=$(recipe)") ]] || return 0
  lab_docker rm --force lab-index >/dev/null 2>&1 || true
  lab_docker run --detach --name lab-index --restart always --network host --volume "$wheels:/wheels:ro" lab/index \
    "${index%:*}" "${index#*:}" /wheels >/dev/null
}
