# The nginx that an emitted image installs from Debian, for `nginx -t`.
FROM debian:trixie-slim AS nginx
LABEL lab.standin="Debian 13's nginx-light, not Docker Hub's nginx"
RUN apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light && \
    rm -rf /var/lib/apt/lists/*
