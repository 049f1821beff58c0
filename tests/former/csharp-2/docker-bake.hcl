# The image as targets of BuildKit, so that any builder takes the work as it is, a remote or a clustered one as well:
#   docker buildx bake --builder NAME --push
# or --load, for the engine here.
variable "TAG" {
  default = "my-model"
}

# The time stamps in the image: seconds since 1970, such as those of the last commit (git log -1 --format=%ct).
variable "SOURCE_DATE_EPOCH" {
  default = "0"
}

group "default" {
  targets = ["image"]
}

target "image" {
  tags      = ["${TAG}"]
  platforms = ["linux/amd64"] # IMG-01
  args      = { SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH }
  attest    = ["type=provenance,disabled=true", "type=sbom,disabled=true"] # IMG-02: one plain manifest
}
