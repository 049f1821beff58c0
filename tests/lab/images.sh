#!/usr/bin/env bash
# images.sh (sourced by lab.sh): builds the stand-in images that are missing or whose recipe changed, out of Debian 13
# packages and the host's .NET. Each carries a hash of its recipe, and lab.standin, which says what it is not.
# shellcheck disable=SC2154  # variables come from lab.sh and engine.sh

base=debian:$LAB_SUITE-slim
dlc=763104351884.dkr.ecr.us-east-1.amazonaws.com # AWS's framework images
algorithms=683313688378.dkr.ecr.us-east-1.amazonaws.com
stand_ins=( # Dockerfile, stage, names
  "python.Dockerfile index lab/index:latest"
  "python.Dockerfile python python:3.13-slim-trixie python:3.13-slim"
  "python.Dockerfile pytorch pytorch/pytorch:2.8.0-cuda12.8-cudnn9-runtime
    $dlc/pytorch-training:2.8.0-cpu-py312 $dlc/pytorch-training:2.8.0-gpu-py312
    $dlc/pytorch-inference:2.6.0-cpu-py312 $dlc/pytorch-inference:2.6.0-gpu-py312
    $dlc/huggingface-pytorch-training:2.9.0-transformers5.3.0-gpu-py312-cu130-ubuntu22.04
    $dlc/huggingface-pytorch-inference:2.6.0-transformers5.5.3-gpu-py312-cu124-ubuntu22.04"
  "python.Dockerfile bare python:3.10-slim-bookworm tensorflow/tensorflow:2.20.0 tensorflow/tensorflow:2.20.0-gpu
    spark:4.0.2-python3 nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04 nvidia/cuda:12.9.1-runtime-ubuntu24.04
    $algorithms/sagemaker-scikit-learn:1.4-2-py312-cpu-py3 $algorithms/sagemaker-xgboost:3.0-5
    $dlc/tensorflow-training:2.19.0-cpu-py312 $dlc/tensorflow-training:2.19.0-gpu-py312
    $dlc/tensorflow-inference:2.19.0-cpu $dlc/tensorflow-inference:2.19.0-gpu"
  "dotnet.Dockerfile sdk mcr.microsoft.com/dotnet/sdk:10.0-noble mcr.microsoft.com/dotnet/sdk:10.0"
  "dotnet.Dockerfile aspnet mcr.microsoft.com/dotnet/aspnet:10.0-noble mcr.microsoft.com/dotnet/aspnet:10.0"
  "dotnet.Dockerfile deps mcr.microsoft.com/dotnet/runtime-deps:10.0-noble mcr.microsoft.com/dotnet/runtime-deps:10.0"
  "dotnet.Dockerfile aot mcr.microsoft.com/dotnet/sdk:10.0-noble-aot"
  "dotnet.Dockerfile deps-chiseled mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled"
  "dotnet.Dockerfile aspnet-chiseled mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled"
  "dotnet.Dockerfile cuda nvidia/cuda:12.9.2-cudnn-runtime-ubuntu24.04 nvidia/cuda:12.9.2-base-ubuntu24.04"
  "nginx.Dockerfile nginx lab/nginx:latest"
)
host_cas=/usr/local/share/ca-certificates

dotnet_root() { dirname "$(readlink -f "$(command -v dotnet)")"; }
hash_of_input() { sha256sum | cut -c1-16; }
base_recipe() { { declare -f base_build && cat "$host_cas"/*.crt; } 2>/dev/null | hash_of_input; }
recipe() { { base_recipe && cat "$here"/images/* && echo "$index" && ls "$(dotnet_root)/sdk"; } | hash_of_input; }
has_recipe() { # NAME RECIPE
  [[ $(lab_docker image inspect --format '{{index .Config.Labels "lab.recipe"}}' "$1" 2>/dev/null) == "$2" ]]
}

# The image that a new one replaces would stay without a name.
drop_replaced() { # OLD_ID NAME
  [[ -z $1 || $1 == "$(image_id "$2")" ]] || lab_docker rmi "$1" >/dev/null 2>&1 || true
}
image_id() { lab_docker image inspect --format '{{.Id}}' "$1" 2>/dev/null || true; }

images_missing() {
  local want line name
  has_recipe "$base" "$(base_recipe)" || echo "$base"
  want=$(recipe)
  for line in "${stand_ins[@]}"; do
    for name in ${line#* * }; do has_recipe "$name" "$want" || echo "$name"; done
  done
}

images_build() {
  local missing want line name
  missing=$(images_missing)
  [[ -n $missing ]] || return 0
  [[ $missing != *"$base"* ]] || base_build
  want=$(recipe)
  for line in "${stand_ins[@]}"; do
    for name in ${line#* * }; do
      [[ $'\n'$missing$'\n' == *$'\n'$name$'\n'* ]] || continue
      # shellcheck disable=SC2086  # a line is words
      image_build "$want" $line
      break
    done
  done
}

base_build() {
  local tar=$LAB_DIR/tmp/base.tar etc=$LAB_DIR/tmp/etc begin=$SECONDS before
  before=$(image_id "$base")
  # As in Debian's own images, so that Dockerfiles with cache mounts need the same `rm` here as there.
  mkdir -p "$etc/apt/apt.conf.d" "$etc/dpkg/dpkg.cfg.d"
  echo 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };' >"$etc/apt/apt.conf.d/docker-clean"
  echo force-unsafe-io >"$etc/dpkg/dpkg.cfg.d/docker-apt-speedup"
  # The tar is whole before it is imported: a killed import would leave half an image under the right name.
  # The host's own certificate authorities go in, or builds behind a proxy of theirs reach nothing.
  # The apt options stay in the image: a mirror that hangs is asked again soon.
  TMPDIR=$LAB_DIR/tmp mmdebstrap --quiet --variant=minbase --include=ca-certificates --format=tar \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-include=/usr/share/locale/locale.alias' \
    --aptopt='Acquire::Languages "none"' --aptopt='Acquire::http::Timeout "20"' --aptopt='Acquire::Retries::Delay "false"' \
    --customize-hook="sync-in '$etc' /etc" \
    --customize-hook="[ ! -d $host_cas ] || cp -r $host_cas/. \"\$1$host_cas\"" \
    --customize-hook="chroot \"\$1\" update-ca-certificates >/dev/null 2>&1" \
    "$LAB_SUITE" "$tar" "deb $(debian_mirror) $LAB_SUITE main" >&2
  lab_docker import --change 'CMD ["bash"]' --change "LABEL lab.recipe=$(base_recipe)" \
    --change "LABEL lab.standin='Debian $LAB_SUITE minbase with ca-certificates, not the image of that name'" \
    "$tar" "$base" >/dev/null
  rm -r "$tar" "$etc"
  drop_replaced "$before" "$base"
  say "built $base in $((SECONDS - begin)) s"
}

image_build() { # RECIPE DOCKERFILE STAGE NAME...
  local label=lab.recipe=$1 file=$2 stage=$3 log=$LAB_DIR/build-$3.log begin=$SECONDS name args=() before
  shift 3
  for name; do args+=(--tag "$name"); done
  before=$(image_id "$1")
  lab_docker build --progress plain --label "$label" --build-arg "INDEX=$index" --build-arg "RECIPE=${label#*=}" \
    --build-context "dotnet=$(dotnet_root)" \
    --file "$here/images/$file" --target "$stage" "${args[@]}" "$here/images" >"$log" 2>&1 ||
    { tail -30 "$log" >&2; die "building $1 failed; the whole log: $log"; }
  drop_replaced "$before" "$1"
  say "built $1 in $((SECONDS - begin)) s"
}
