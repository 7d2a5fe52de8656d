#!/bin/sh
# Unpack Debian packages into a folder without installing them: unpack_debs.sh FOLDER PACKAGE...
# Needs no rights, but lists of packages that are there. Nothing on a system without apt.
set -e
command -v apt-get >/dev/null 2>&1 || exit 0
into=$1
shift
rm -rf "$into"
mkdir -p "$into/debs"
cd "$into/debs"
fetch() { apt-get -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1; }
if ! fetch "$@"; then
    if [ "$(id -u)" = 0 ]; then run=""; else run="sudo -n"; fi
    $run apt-get update -qq && fetch "$@" || {
        echo "下载不到测试用的输入法，请先运行： sudo apt-get update" >&2
        exit 1
    }
fi
for deb in *.deb; do dpkg-deb -x "$deb" ..; done
cd ..
rm -rf debs
# fcitx 4 looks for its parts in lib/fcitx of the folder it is told, not below the architecture.
for parts in usr/lib/*/fcitx; do ln -s "${parts#usr/lib/}" usr/lib/fcitx; done
touch .ok
