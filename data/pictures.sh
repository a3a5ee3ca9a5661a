#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# data/pictures.sh BUILD: takes the pictures of README and of the software catalogue anew, from
# the program in BUILD, on the demo device and a virtual display, into data/pictures/.  Look at
# them before you commit them.  Needs xdotool and ImageMagick.

set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 1 ] || [ "${2:-}" = shoot ] || { printf 'usage: %s BUILD\n' "$0" >&2; exit 2; }
build=$(cd "$1" && pwd)
for needed in xdotool import convert Xvfb dbus-run-session; do
  command -v "$needed" > /dev/null || { printf '%s: %s is missing\n' "$0" "$needed" >&2; exit 1; }
done

export TARN_DATA_DIR=$here TARN_PROGRAM=$build/core/cli/tarn GSETTINGS_SCHEMA_DIR=$build/data
export LD_LIBRARY_PATH=$build/core LC_ALL=C.UTF-8 TZ=UTC

if [ "${2:-}" != shoot ]; then
  TARN_SCREEN=1280x900x24 exec "$here/../tests/gui/with-display" "$0" "$build" shoot
fi

cd "$TMPDIR"
export XDG_CACHE_HOME=$TMPDIR/cache
tarn=$TARN_PROGRAM
browser=
agent=

end () {
  [ -z "$browser" ] || kill "$browser" 2> /dev/null || true
  [ -z "$agent" ] || kill "$agent" 2> /dev/null || true
  wait
}
trap end EXIT

# Until a window of that title is there, and has been drawn.
wait_window () {
  for _ in $(seq 100); do
    window=$(xdotool search --onlyvisible --name "$1" 2> /dev/null | tail -1) || true
    [ -z "$window" ] || { sleep 2; return; }
    sleep 0.1
  done
  printf '%s: no window “%s” came\n' "$0" "$1" >&2
  exit 1
}

open () {   # WHAT TITLE
  "$build/gui/tarn-browser" ${1:+"$1"} > /dev/null 2>&1 &
  browser=$!
  wait_window "$2"
}

shut () {
  kill "$browser" && wait "$browser" 2> /dev/null || true
  browser=
}

keys () { for key; do xdotool key "$key"; sleep 0.4; done; }
go () { keys ctrl+l; xdotool type --delay 20 "$1"; sleep 0.5; keys Return; sleep 1; }

shoot () {   # NAME [WINDOW]: what is on the display, without what is empty
  import -window "${2:-root}" png:- |
    convert png:- -trim +repage -strip +dither -colors 160 -define png:compression-level=9 \
      "PNG8:$here/pictures/$1.png"
}

mkdir -p "$here/pictures" captures
cd captures
"$tarn" import "$here/demo/switch.snmprec" -o switch.tarn > /dev/null
"$tarn" serve switch.tarn --listen 127.0.0.1:10161 --max-size 484 --fault rate=20 > /dev/null 2>&1 &
agent=$!
xdotool mousemove 1279 899

open switch.tarn switch
go ifOperStatus.3
shoot tree
keys alt+2
sleep 1
shoot table
keys ctrl+j
wait_window Notifications
keys alt+l
sleep 1
port=162
[ "$(id -u)" = 0 ] || port=1162
"$tarn" notify --no-profile 127.0.0.1:$port linkDown ifIndex.3 3 ifAdminStatus.3 up ifOperStatus.3 down
"$tarn" notify --no-profile --inform 127.0.0.1:$port linkUp ifIndex.3 3 ifAdminStatus.3 up ifOperStatus.3 up
"$tarn" notify --no-profile -v1 127.0.0.1:$port coldStart
sleep 1
xdotool mousemove 300 131 click 1 mousemove 1279 899
sleep 1
shoot notifications "$window"
shut

open snmp://127.0.0.1:10161 sw-3-east
keys ctrl+m
sleep 6
shoot mirror
shut

GTK_THEME=Adwaita:dark open switch.tarn switch
go ifDescr.3
shoot dark
shut
