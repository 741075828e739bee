#!/usr/bin/env bash
# Builds the image: the distribution's Python and libseccomp, wheels from the package index at locked versions, and the
# grader's own wheel from this zip. Nothing else is downloaded. Any failure ends the build with a reason.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

SOURCE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
HOME_OF_GRADER=/opt/exam-autograder

fail() {
    echo "setup.sh: $*" >&2
    exit 1
}

[ "$(id -u)" = 0 ] || fail "must run as root, as Gradescope runs it"
apt-get update -qq || fail "the distribution's package lists could not be loaded"
apt-get install -y -qq --no-install-recommends python3 python3-venv libseccomp2 >/dev/null \
    || fail "python3, python3-venv and libseccomp2 could not be installed"
python3 -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' \
    || fail "this image has $(python3 --version); choose one with Python 3.10 to 3.13 (Ubuntu 22.04 or newer)"

rm -rf "$HOME_OF_GRADER"
python3 -m venv "$HOME_OF_GRADER" || fail "no virtual environment could be made"
"$HOME_OF_GRADER/bin/pip" install --quiet --disable-pip-version-check --no-cache-dir --no-deps --require-hashes \
    --only-binary :all: -r "$SOURCE/requirements.lock" || fail "the locked packages could not be installed"
"$HOME_OF_GRADER/bin/pip" install --quiet --disable-pip-version-check --no-cache-dir --no-deps --no-index \
    "$SOURCE"/wheels/*.whl || fail "the grader's own wheel could not be installed"

# A worker's user may read Python and its libraries, but neither the hidden tests nor what others handed in.
chmod -R a+rX "$HOME_OF_GRADER"
chmod -R go-rwx "$SOURCE"
for folder in submission results; do
    mkdir -p "/autograder/$folder" && chmod 700 "/autograder/$folder"
done
rm -rf /var/lib/apt/lists/*

cd / && "$HOME_OF_GRADER/bin/python" -I -c "import autograder.publish.gradescope.running" \
    || fail "the grader was installed but cannot be imported"
"$HOME_OF_GRADER/bin/python" -I -m autograder doctor \
    || echo "setup.sh: while the image is built submissions could not be isolated; grading checks again" >&2
