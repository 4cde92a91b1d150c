#!/bin/sh
# Prints the path of a Python 3.12, or newer when there is no 3.12. Candidates are tried by running
# them, because a shim of pyenv can exist and fail.

works() {
    "$1" -c "import ensurepip, sys, venv; sys.exit(not sys.version_info[:2] $2 (3, 12))" \
        >/dev/null 2>&1
}

try() {
    if [ -n "$1" ] && works "$1" "$2"; then
        "$1" -c 'import sys; print(sys.executable)'
        exit 0
    fi
}

if [ -n "$PYTHON" ]; then
    try "$PYTHON" '>='
    echo "PYTHON=$PYTHON is not a working Python 3.12 or newer with venv." >&2
    exit 1
fi

try python3.12 '=='
pyenv_root=${PYENV_ROOT:-$(pyenv root 2>/dev/null || echo "$HOME/.pyenv")}
for python in "$pyenv_root"/versions/3.12*/bin/python; do
    try "$python" '=='
done
try "$(uv python find --no-project 3.12 2>/dev/null)" '=='
try python3 '=='
try python3 '>='
for minor in 13 14 15; do
    try "python3.$minor" '>='
done

cat >&2 <<'TEXT'
No Python 3.12 or newer found: not as python3.12 or python3 on PATH, not in pyenv, not in uv.
Install one, for example with one of

    uv python install 3.12
    pyenv install 3.12
    sudo apt install python3.12 python3.12-venv
    brew install python@3.12

or say where it is: make PYTHON=/path/to/python3.12
TEXT
exit 1
