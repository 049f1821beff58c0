# The habit: one stage, with the compilers that some wheel might need, caches and samples in it.
FROM python:3.13-slim-trixie
RUN apt-get update && apt-get install -y --no-install-recommends build-essential nginx
COPY . /opt/program/
RUN cat /opt/program/container/requirements.txt /opt/program/container/serving/requirements.txt > /tmp/requirements.txt \
    && pip install -r /tmp/requirements.txt
WORKDIR /opt/program
