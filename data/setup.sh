# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash
#
# What data/try and tests/run have in common; sourced by both.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say () {
  printf '%s\n' "$@"
}

die () {
  printf '%s: %s\n' "$0" "$*" >&2
  exit 1
}

# packages GROUP…: what data/debian-packages lists for these groups.
packages () {
  local group
  for group in "$@"; do
    awk -v group="$group" '$1 == group { print $2 }' "$top/data/debian-packages"
  done
}

missing_packages () {
  local package
  for package in $(packages "$@"); do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed \
      || printf '%s\n' "$package"
  done
}

# install_missing GROUP…: touches the system only if something is missing.
install_missing () {
  local missing as_root=()

  if ! command -v dpkg-query >/dev/null; then
    say "This is not Debian; these must be here, by whatever name: $(packages "$@" | xargs)"
    return
  fi
  missing=$(missing_packages "$@" | xargs)
  [ -n "$missing" ] || return 0

  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null \
      || die "missing: $missing; without sudo, run as root: apt-get install $missing"
    as_root=(sudo)
  fi
  say "Installing: $missing"
  as_root+=(env DEBIAN_FRONTEND=noninteractive)
  quietly "apt-get update" "${as_root[@]}" apt-get update -q || die "no package lists"
  # shellcheck disable=SC2086 # one word a package
  quietly "apt-get install" "${as_root[@]}" \
    apt-get install -q -y --no-install-recommends $missing || die "could not install: $missing"
}

# quietly WHAT COMMAND…: shows what COMMAND printed only if it fails.
quietly () {
  local what=$1 log status=0
  shift
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    cat "$log"
    say "FAILED: $what (exit status $status)"
  fi
  rm -f "$log"
  return "$status"
}

# build FOLDER OPTION…: a build folder that was made for another place of the
# sources, or by another Meson, is made anew.
build () {
  local folder=$1
  shift
  if [ -f "$folder/build.ninja" ]; then
    meson setup --reconfigure "$folder" "$top" "$@" >/dev/null 2>&1 || rm -rf "$folder"
  fi
  if [ ! -f "$folder/build.ninja" ]; then
    rm -rf "$folder"
    quietly "meson setup" meson setup "$folder" "$top" "$@" || return
  fi
  quietly "build" meson compile -C "$folder"
}
