#!/bin/sh
# The programs that only the full tests use, where this machine lets us install them: Debian, as root.
set -u
missing=""
for pair in msgfmt:gettext i18nspector:i18nspector chromium:chromium; do
  command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair##*:}"
done
[ -n "$missing" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing fonts-noto-core fonts-noto-cjk >/dev/null && exit 0
fi
echo "not installed, so their tests are skipped:$missing" >&2
