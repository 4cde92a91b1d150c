#!/bin/sh
# Resolves requirements/*.in into pins with hashes. dev.in takes demo.lock as its constraint.
set -eu

cd "$(dirname "$0")/.."

compile() {
    target=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
        --annotation-style line --custom-compile-command "make lock" --upgrade \
        --output-file "requirements/$target" setup.cfg "$@"
}

compile demo.lock requirements/demo.in
compile dev.lock requirements/demo.in requirements/dev.in
