#!/bin/sh
# Install the Debian packages named on the command line, or say the one command that does.
# On a system without dpkg nothing is checked: the packages are the distributor's matter there.
command -v dpkg-query >/dev/null 2>&1 || exit 0
missing=""
for p in "$@"; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q '^install ok installed$' || missing="$missing $p"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo"; else
    echo "缺少系统组件，请用管理员身份运行： sudo apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$run apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 ||
    { $run apt-get update -qq && $run apt-get install -y -qq --no-install-recommends $missing >/dev/null; }
