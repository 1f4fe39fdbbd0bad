# Sourced by ./slipway and ./verify: finds a JDK 25 and Maven, installs what is missing where that is allowed
# (apt as root), and otherwise says exactly what to install. Defines JAVA (java of a JDK >= 25), JDK and MVN.

# without a UTF-8 locale the JVM cannot name a file “é”; C.UTF-8 is there on every Debian
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
*[Uu][Tt][Ff]*) ;;
*) export LC_ALL=C.UTF-8 ;;
esac

say() { printf '%s\n' "$*" >&2; }

# apt_install PACKAGE...: installs as root on Debian and its kin; fails quietly where that is not possible
apt_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "slipway: installing $* ..."
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1 && return 0
  apt-get update -q >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1
}

# apt_install_unstarted PACKAGE SERVICE...: as apt_install, but what the package brings is not started, now or at boot
apt_install_unstarted() (
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 1
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" || exit 1
  fi
  apt_install "$1" || exit 1
  shift
  command -v systemctl >/dev/null && systemctl disable "$@" >/dev/null 2>&1
  exit 0
)

jdk_major() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  local home
  for home in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
      /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$home" ] && [ "$(jdk_major "$home")" -ge 25 ] 2>/dev/null && { echo "$home"; return 0; }
  done
  return 1
}

need_jdk() {
  JDK=$(find_jdk) || { apt_install openjdk-25-jdk-headless || true; JDK=$(find_jdk) || true; }
  if [ -z "$JDK" ]; then
    say "slipway: no JDK 25 or newer was found."
    say "  Looked in JAVA25_HOME, JAVA_HOME, /usr/lib/jvm, ~/.sdkman, ~/.jdks and /opt."
    say "  Install Eclipse Temurin 25 (package temurin-25-jdk) or any JDK >= 25, or set JAVA25_HOME to one."
    exit 1
  fi
  JAVA=$JDK/bin/java
  # the toolchain of the build looks here too, so that a JDK outside the usual places is found as well
  export JAVA25_HOME=$JDK
}

need_maven() {
  MVN=$(command -v mvn) || { apt_install maven || true; MVN=$(command -v mvn) || true; }
  if [ -z "$MVN" ]; then
    say "slipway: Maven is needed to build. Install it (Debian: apt install maven) and run this again."
    exit 1
  fi
}

has_library() { case "$(ldconfig -p 2>/dev/null)" in *"$1"*) ;; *) return 1 ;; esac; }

# the libraries that JavaFX loads: fonts always, GTK where there is a display
need_libraries() {
  [ "$(uname -s)" = Linux ] && command -v ldconfig >/dev/null || return 0
  local missing=()
  has_library libpangoft2-1.0.so.0 || missing+=(libpangoft2-1.0-0)
  has_library libfreetype.so.6 || missing+=(libfreetype6)
  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    has_library libgtk-3.so.0 || missing+=(libgtk-3-0)
    has_library libXtst.so.6 || missing+=(libxtst6)
    has_library libGL.so.1 || missing+=(libgl1)
    has_library libXxf86vm.so.1 || missing+=(libxxf86vm1)
  fi
  [ ${#missing[@]} = 0 ] && return 0
  apt_install "${missing[@]}" && return 0
  say "slipway: the window needs these packages: ${missing[*]}"
  say "  Install them (Debian, Ubuntu: sudo apt install ${missing[*]}) and run this again."
  exit 1
}

# clients of the gateway's tests that were not written here; without them those tests are skipped and say so
need_clients() {
  [ "$(uname -s)" = Linux ] || return 0
  local package
  for package in wrk:wrk h2load:nghttp2-client; do
    command -v "${package%%:*}" >/dev/null || apt_install "${package#*:}" \
      || say "slipway: ${package#*:} is not there and could not be installed: tests that need it are skipped"
  done
  # /usr/sbin too: that is where Debian has them, and not in the PATH of everybody
  for package in nginx:nginx haproxy:haproxy; do
    PATH=$PATH:/usr/sbin:/sbin command -v "${package%%:*}" >/dev/null || apt_install_unstarted "${package#*:}" "${package%%:*}.service" \
      || say "slipway: ${package#*:} is not there and could not be installed: tests that need it are skipped"
  done
}

# what the tests of Docker need; without it they are skipped and say so. Sets own_engine where one was started here,
# which is then the one to end (.ci/docker down)
need_docker() {
  own_engine=
  [ "$(uname -s)" = Linux ] || return 0
  local missing=() package
  for package in dockerd:docker.io iptables:iptables ip:iproute2 podman:podman docker-registry:docker-registry \
      debootstrap:debootstrap mkfs.ext4:e2fsprogs curl:curl python3:python3; do
    PATH=$PATH:/usr/sbin:/sbin command -v "${package%%:*}" >/dev/null || missing+=("${package#*:}")
  done
  # the one that needs no library can go into an image from scratch
  if ! [ -x /bin/busybox ] || ldd /bin/busybox 2>&1 | grep -q '=>'; then missing+=(busybox-static); fi
  for package in "${missing[@]}"; do
    apt_install "$package" || say "slipway: $package is not there and could not be installed: tests that need it are skipped"
  done
  # for engines behind ssh; the tests run their own, and none of it may be left listening
  PATH=$PATH:/usr/sbin command -v sshd >/dev/null || apt_install_unstarted openssh-server ssh.service ssh.socket \
    || say "slipway: openssh-server is not there and could not be installed: tests that need it are skipped"
  command -v docker >/dev/null || apt_install docker-cli || true
  [ -z "${DOCKER_HOST:-}" ] && [ "$(id -u)" = 0 ] || return 0
  [ "$(.ci/docker status)" = down ] || return 0
  if .ci/docker up >&2; then own_engine=yes; else say "slipway: the tests of Docker are skipped"; fi
}
