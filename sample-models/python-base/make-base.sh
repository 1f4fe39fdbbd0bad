#!/usr/bin/env bash
# make-base.sh [--force] [TAG]
#
# Makes the base image of the Python samples where no registry can be reached: Debian 12 as debootstrap lays it
# out, and on it Python with scikit-learn, Flask and waitress from Debian's own packages. About 90 s and 500 MB; an
# image that is there already is left as it is (--force makes it again). Needs root, debootstrap and Docker.
# MIRROR=http://… takes the packages from another mirror.
#
# With a registry at hand none of this is needed: docker build --build-arg BASE=python:3.11-slim … and pip install what
# the samples' requirements.txt says.
set -euo pipefail

force=
[ "${1:-}" = --force ] && force=1 && shift
tag=${1:-slipway/python-sklearn:bookworm}
debian=slipway/debian-min:bookworm
# the mirror that this machine uses itself, where it is a Debian
mirror=${MIRROR:-$(grep -hoE 'https?://[^ ]*/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1 | tr -d ' ' || true)}
mirror=${mirror:-http://deb.debian.org/debian}
here=$(cd "$(dirname "$0")" && pwd)

say() { printf 'make-base: %s\n' "$*" >&2; }
here_already() { [ -z "$force" ] && docker image inspect "$1" >/dev/null 2>&1; }

if here_already "$tag"; then
  say "$tag is here already (--force makes it again)"
  exit 0
fi
docker version >/dev/null 2>&1 || { say "Docker does not answer; start it and try again"; exit 1; }

if here_already "$debian"; then
  say "$debian is here already"
else
  command -v debootstrap >/dev/null || { say "debootstrap is missing: apt-get install debootstrap"; exit 1; }
  [ "$(id -u)" = 0 ] || { say "debootstrap needs root: run this script with sudo"; exit 1; }
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  say "laying out Debian 12 from $mirror"
  debootstrap --variant=minbase bookworm "$work/root" "$mirror" >"$work/log" 2>&1 || { tail -20 "$work/log" >&2; exit 1; }
  rm -rf "$work"/root/var/cache/apt/archives/*.deb "$work"/root/var/cache/apt/*.bin "$work"/root/var/lib/apt/lists/* \
    "$work"/root/usr/share/{doc,man,info,locale}/*
  tar -C "$work/root" --numeric-owner -c . | docker import --change 'ENV LANG=C.UTF-8' --change 'CMD ["bash"]' \
    --message "Debian 12 by debootstrap" - "$debian" >/dev/null
  say "made $debian"
fi

say "adding Python and scikit-learn"
DOCKER_BUILDKIT=0 docker build --force-rm ${force:+--no-cache} --build-arg "BASE=$debian" -t "$tag" "$here" >&2
say "made $tag"
