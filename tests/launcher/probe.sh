#!/bin/sh
# The same as a shell program: hands its words on untouched. A stop reaches the whole group; this shell waits for the probe.
trap : TERM
python3 "$(dirname "$0")/probe.py" "$@"
