#!/usr/bin/env bash
# Builds the image and pushes it to ECR: build_and_push.sh IMAGE
set -euo pipefail

image=${1:?usage: $0 IMAGE}
chmod +x decision_trees/train decision_trees/serve
account=$(aws sts get-caller-identity --query Account --output text)
region=$(aws configure get region)
fullname="$account.dkr.ecr.$region.amazonaws.com/$image:latest"

aws ecr describe-repositories --repository-names "$image" >/dev/null 2>&1 || aws ecr create-repository --repository-name "$image" >/dev/null
aws ecr get-login-password | docker login --username AWS --password-stdin "$account.dkr.ecr.$region.amazonaws.com"
docker build -t "$image" .
docker tag "$image" "$fullname"
docker push "$fullname"
