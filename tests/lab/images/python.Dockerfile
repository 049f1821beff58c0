# Stand-ins for python:3.13-slim and what is built on Python: Debian 13's Python, and pip set to the lab's own index
# (index.py) in place of the real one, so that `pip install` in a build stage really installs, with no change to the
# Dockerfile. Debian's packages become wheels that bring along their shared libraries, as the real ones do.
FROM debian:trixie-slim AS base
RUN apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-pip python3-venv && \
    rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED && \
    ln -s python3 /usr/bin/python
CMD ["python3"]

# Byte code is not packed: no time is spent on making it.
FROM base AS packages
RUN ls /usr/lib/x86_64-linux-gnu >/base-libraries && \
    ln -sf true /usr/bin/py3compile && \
    apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        patchelf python3-setuptools python3-wheel python3-flask python3-gunicorn python3-gevent \
        python3-fastapi python3-uvicorn python3-uvloop python3-httptools \
        python3-sklearn python3-pandas python3-joblib python3-xgboost python3-torch && \
    rm -rf /var/lib/apt/lists/*
# Debian's torch is built without libuv, which its own TCP store then asks for: the real one has it.
RUN apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-mpi4py && \
    rm -rf /var/lib/apt/lists/* && \
    cd /usr/lib/python3/dist-packages/torch/distributed && \
    sed -i 's/multi_tenant=True,/multi_tenant=True, use_libuv=False,/' elastic/rendezvous/static_tcp_rendezvous.py && \
    sed -i -e '/is_master=False,/s/$/ use_libuv=use_libuv,/' -e 's/"USE_LIBUV", "1"/"USE_LIBUV", "0"/' rendezvous.py
COPY deb_wheels.py shared_libraries.py stub_wheels.py /
RUN python3 /deb_wheels.py /wheels && python3 /stub_wheels.py /wheels

# What the index serves: lab.sh writes it to a folder of the host.
FROM scratch AS wheels
COPY --from=packages /wheels /

FROM base AS index
LABEL lab.standin="the lab's package index"
COPY index.py /
# Python as process 1 does not heed SIGTERM.
STOPSIGNAL SIGKILL
ENTRYPOINT ["python3", "/index.py"]

FROM base AS python
LABEL lab.standin="Debian 13's python3.13 with an index of wheels made of Debian packages, not Docker Hub's python image"
ARG INDEX
# Other wheels are at another address: the engine and pip would go on with the old ones, which they keep.
ARG RECIPE
RUN printf '%s\n' '[global]' 'no-index = true' "find-links = http://$INDEX/$RECIPE/" "trusted-host = ${INDEX%:*}" \
        'disable-pip-version-check = true' 'root-user-action = ignore' >/etc/pip.conf

FROM python AS pytorch
LABEL lab.standin="NO CUDA: Debian 13's python3.13 and its PyTorch 2.6 for CPU, not the image of that name"
RUN --mount=type=bind,from=wheels,target=/wheels \
    PIP_CONFIG_FILE=/dev/null pip install --no-cache-dir --no-index --find-links /wheels torch numpy

FROM python AS bare
LABEL lab.standin="NO FRAMEWORK, NO CUDA: Debian 13's python3.13 only, not the image of that name"
