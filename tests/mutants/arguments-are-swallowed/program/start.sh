#!/bin/sh
exec python3 /opt/program/clean.py
