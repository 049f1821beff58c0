#!/bin/sh
set -eu
docker buildx build --platform linux/amd64 \
  --tag "$REPOSITORY:1" --push .
