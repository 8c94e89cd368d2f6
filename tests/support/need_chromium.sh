#!/bin/sh
# The browser tests need a Chromium: take the one that is there, else Debian's (as root), else say so in a sentence.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Debian's chromium for the browser tests (once) ..."
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 && exit 0
fi
echo "The browser tests need Chromium: install the package 'chromium' (sudo apt-get install chromium) and run this again." >&2
exit 1
