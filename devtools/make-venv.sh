#!/bin/sh
# Makes .venv with the locked dependencies of `demo` or `dev` and the plugin in editable mode; does
# nothing when it already has what the lock asks for.
# Usage: devtools/make-venv.sh demo|dev
set -eu

kind=$1
cd "$(dirname "$0")/.."
python=.venv/bin/python

wanted() {
    cat "requirements/$1.lock" setup.cfg | cksum
}

has() {
    [ "$(cat ".venv/.installed-$1" 2>/dev/null)" = "$(wanted "$1")" ]
}

# A moved project or a removed Python leaves a .venv behind that does not run.
if $python -c 'import pip' >/dev/null 2>&1 &&
    [ "$($python -c 'import os, sys; print(os.path.realpath(sys.prefix))')" = "$(realpath .venv)" ]
then
    # dev contains all of demo, with the same versions.
    if has dev || { [ "$kind" = demo ] && has demo; }; then
        exit 0
    fi
else
    found=$(sh devtools/find-python.sh)
    echo "Making .venv with $found"
    "$found" -m venv --clear .venv
fi

echo "Installing the locked dependencies ($kind): about a minute the first time"
pip() {
    PIP_DISABLE_PIP_VERSION_CHECK=1 $python -m pip "$@"
}
# Compiling each module ahead takes longer than the first imports will.
pip install --quiet --no-compile --require-hashes --requirement "requirements/$kind.lock"
pip install --quiet --no-deps --no-build-isolation --editable .
wanted "$kind" >".venv/.installed-$kind"
