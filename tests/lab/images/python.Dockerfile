# Stand-in for python:3.13-slim: Debian 13's Python, and a wheelhouse that pip installs from instead of an index, so
# that `pip install -r requirements.txt` in a build stage really installs, with no change to the Dockerfile.
FROM debian:trixie-slim AS base
# The libraries are those the wheels' extension modules are linked to; wheels of the real index bring their own.
RUN apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        python3 python3-pip python3-venv \
        libopenblas0-pthread libgfortran5 libgomp1 libcares2 libev4t64 libuv1t64 libhttp-parser2.9 && \
    rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED && \
    ln -s python3 /usr/bin/python
CMD ["python3"]

FROM base AS wheels
# Byte code is not packed: no time is spent on making it.
RUN ln -sf true /usr/bin/py3compile && \
    apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        python3-setuptools python3-wheel python3-flask python3-gunicorn python3-gevent \
        python3-fastapi python3-uvicorn python3-uvloop python3-httptools \
        python3-sklearn python3-pandas python3-joblib && \
    rm -rf /var/lib/apt/lists/*
COPY deb_wheels.py /
RUN python3 /deb_wheels.py /opt/wheelhouse

FROM base AS python
LABEL lab.standin="Debian 13's python3.13 with wheels made of Debian packages, not Docker Hub's python image"
COPY --from=wheels /opt/wheelhouse /opt/wheelhouse
COPY pip.conf /etc/pip.conf
