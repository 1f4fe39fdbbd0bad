#!/usr/bin/env bash
# Makes installers of what `mvn -Pdist package` left in target/app: jpackage/build.sh [app-image|deb|rpm|msi|dmg ...]
# Without a type: the app image and what this system can make. They come to target/dist, with their SHA-256 sums.
#
# The runtime is linked from the JDK with JavaFX out of the Maven jars; the app image is then trained by the tour itself
# (an AOT cache of the classes it loaded), and the installers are made from the trained image.
set -euo pipefail
# -W where there is one: Windows paths for Windows programs
here=$(cd "$(dirname "$0")/.." && { pwd -W 2>/dev/null || pwd; })
# shellcheck source=../.ci/setup.sh
. "$here/.ci/setup.sh"
need_jdk
cd "$here"
out=target/dist
version=$(sed -n 's:.*NUMBER = "\([0-9.]*\).*:\1:p' app/slipway/base/Version.java)
[ -f target/app/slipway.jar ] || { say "jpackage/build.sh: target/app is not there; run mvn -Pdist package first"; exit 1; }
# Maven leaves it out when it works offline
[ -f target/bom.json ] || { say "jpackage/build.sh: target/bom.json is not there; run mvn -Pdist package with a network"; exit 1; }
case "$(uname -s)" in
Linux) system=linux; bin=bin; types=(app-image deb); command -v rpmbuild >/dev/null && types+=(rpm) ;;
Darwin) system=mac; bin=MacOS; types=(app-image dmg) ;;
*) system=windows; bin=.; types=(app-image msi) ;;
esac
[ $# = 0 ] || types=("$@")

icon() {
  case $system in linux) echo "$out/icons/slipway.png" ;; mac) echo "$out/icons/slipway.icns" ;; *) echo "$out/icons/slipway.ico" ;; esac
}

image() {
  rm -rf "$out"
  mkdir -p "$out"
  "$JAVA" jpackage/tools/Icons.java "$out/icons"
  cp -r target/app "$out/input"
  cp -r sample-models "$out/input/sample-models"
  "$JAVA" --module-path target/javafx-* --add-modules javafx.graphics jpackage/tools/Styles.java "$out/input/slipway.jar" \
    "$out"/input/atlantafx-base-*.jar
  "$JAVA" jpackage/tools/OwnNatives.java "$out/input"
  "$JAVA" jpackage/tools/Modern.java "$out/input"
  "$JAVA" jpackage/tools/ToolkitNatives.java target/javafx-* "$out/javafx" "$out/natives"
  # jdeps does not see what is asked for by name: locales of the four languages, file systems, the engines' TLS curves
  local modules
  modules=$("$JDK/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps --module-path target/javafx-* \
    --class-path "$out/input/*" "$out/input/slipway.jar")
  local options arguments=()
  read -r -a options <<<"$(sed -nE 's:.*<(jvm|studio)[.]options>(.*)</.*:\2:p' pom.xml | tr '\n' ' ')"
  for each in "${options[@]}" '-Dslipway.samples=$APPDIR/sample-models'; do arguments+=(--java-options "$each"); done
  # bin/java stays in the runtime: sample servers are processes of it
  "$JDK/bin/jpackage" --type app-image --dest "$out" --name slipway --app-version "$version" --vendor Slipway \
    --input "$out/input" --main-jar slipway.jar --main-class slipway.Main --icon "$(icon)" \
    --module-path "$out/javafx" \
    --add-modules "$modules,javafx.fxml,jdk.localedata,jdk.crypto.ec,jdk.zipfs,jdk.management,java.naming,jdk.charsets" \
    --jlink-options "--strip-debug --no-header-files --no-man-pages --compress=zip-0 --include-locales=en,es,pt,fr" \
    "${arguments[@]}"
  mv "$out"/natives/* "$(dirname "$(find "$out" -name 'libjava.*' -o -name java.dll | head -n 1)")"
  rm -rf "$out/input" "$out/javafx" "$out/natives"
  providers
  if [ $system = linux ]; then
    share
  fi
  train
  touch "$out/made"
}

# Names in the runtime only the security providers that are in it: for one that is missing Java asks every one on the class
# path instead, and loads BouncyCastle whole, half a second of each start.
providers() {
  local file java_bin modules name module number=0
  file=$(find "$out" -path '*conf/security/java.security')
  java_bin=$(find "$out" -path '*/bin/java' -o -path '*/bin/java.exe')
  modules=" $("$java_bin" --list-modules | sed 's/@.*//' | tr -d '\r' | tr '\n' ' ') "
  while IFS= read -r name; do
    case $name in
    SunJGSS) module=java.security.jgss ;;
    SunSASL) module=java.security.sasl ;;
    XMLDSig) module=java.xml.crypto ;;
    SunPCSC) module=java.smartcardio ;;
    JdkLDAP) module=java.naming ;;
    JdkSASL) module=jdk.security.jgss ;;
    SunPKCS11) module=jdk.crypto.cryptoki ;;
    SunMSCAPI) module=jdk.crypto.mscapi ;;
    *) module=java.base ;;
    esac
    case $modules in *" $module "*) number=$((number + 1)) && echo "security.provider.$number=$name" ;; esac
  done < <(sed -nE 's/^security[.]provider[.][0-9]+=([^[:space:]]+).*/\1/p' "$file") >"$out/providers"
  sed -i.before -e '/^security[.]provider[.][0-9]*=/d' "$file"
  cat "$out/providers" >>"$file"
  rm "$out/providers" "$file.before"
}

# What the packages bring to /usr/share lies in the image as it will lie there.
share() {
  local share=$out/slipway/lib/share icon size
  mkdir -p "$share/applications" "$share/mime/packages"
  cp jpackage/linux/slipway.desktop "$share/applications/slipway.desktop"
  cp jpackage/linux/slipway-mime.xml "$share/mime/packages/slipway.xml"
  for icon in "$out"/icons/slipway-*.png; do
    size=${icon##*-}
    size=${size%.png}
    install -D -m 644 "$icon" "$share/icons/hicolor/${size}x$size/apps/slipway.png"
  done
  SLIPWAY_LANG=en "$out/slipway/bin/slipway" completion --write "$out/words"
  install -D -m 644 "$out/words/slipway.bash" "$share/bash-completion/completions/slipway"
  install -D -m 644 "$out/words/_slipway" "$share/zsh/vendor-completions/_slipway"
  install -D -m 644 "$out/words/slipway.fish" "$share/fish/vendor_completions.d/slipway.fish"
  mkdir -p "$share/man/man1"
  gzip -9 -n -c "$out/words/slipway.1" >"$share/man/man1/slipway.1.gz"
  rm -rf "$out/words"
}

# Runs the tour in the image as a person would run it and keeps the classes it loaded as a cache beside the program.
train() {
  local home=$out/slipway config cache
  [ $system = mac ] && home=$out/slipway.app/Contents
  config=$(find "$home" -name slipway.cfg)
  cache=$(dirname "$config")/slipway.aot
  cp "$config" "$out/slipway.cfg"
  # without the counts of this run: with them every start compiles what the whole tour was busy with, a third of its time
  printf 'java-options=%s\n' "-XX:AOTCacheOutput=$here/$cache" -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining >>"$config"
  launcher "$config"
  say "jpackage/build.sh: training the start with the tour ..."
  # on a busy machine a figure of the tour may be missed; what it loads is the same
  env -u DISPLAY -u WAYLAND_DISPLAY SLIPWAY_CONFIG="$here/$out/person" "$home/$bin/slipway" demo --no-stay --out "$out/training" >"$out/training.log" 2>&1 ||
    say "jpackage/build.sh: not all of the tour was good, see $out/training.log"
  if [ ! -s "$out/training/report.json" ] || [ ! -s "$cache" ]; then
    tail -n 20 "$out/training.log" >&2
    say "jpackage/build.sh: the tour did not run in the image"
    exit 1
  fi
  # a cache that does not fit (another CPU) is not used, and not spoken of
  { cat "$out/slipway.cfg"; printf 'java-options=%s\n' '-XX:AOTCache=$APPDIR/slipway.aot' '-Xlog:aot=off' '-Xlog:aot*=off'; } >"$config"
  launcher "$config"
  rm -rf "$out/training" "$out/person" "$out/slipway.cfg"
}

# The launcher that jpackage makes for Linux asks rpm and dpkg, twice, which package it came from before it starts Java: up
# to a second on a system with many packages. The same command line in a script starts at once.
launcher() {
  [ $system = linux ] || return 0
  {
    # a developer's options for every java would reach this one too
    printf '%s\n' '#!/bin/sh' 'unset JDK_JAVA_OPTIONS' 'self=$(readlink -f -- "$0") || exit' 'APPDIR=${self%/bin/*}/lib/app'
    printf 'exec "${APPDIR%%/app}/runtime/bin/java"'
    sed -n 's/^java-options=//p' "$1" | while IFS= read -r each; do printf ' "%s"' "$each"; done
    # the cache of classes links what is in it before anything runs, and looks for what is not (one class of commons-compress
    # needs a library that nobody has) in one jar after the other
    printf ' -cp "%s" slipway.Main "$@"\n' "$(sed -n 's/^app.classpath=//p' "$1" |
      awk '/commons-compress/ { early = early ":" $0; next } NR == 1 { first = $0; next } { rest = rest ":" $0 } END { print first early rest }')"
  } >"$out/slipway/bin/slipway"
}

installer() {
  local home=$out/slipway extra=()
  [ $system = mac ] && home=$out/slipway.app
  case $1 in
  deb | rpm)
    # jpackage would ask for every library behind a library, by the names that this system's packages have
    extra=(--linux-package-name slipway --linux-app-category devel --linux-app-release 1
      --resource-dir "$out/resources")
    [ "$1" = deb ] && extra+=(--linux-deb-maintainer "slipway@localhost")
    rm -rf "$out/resources"
    mkdir "$out/resources"
    cp jpackage/linux/control jpackage/linux/postinst jpackage/linux/prerm jpackage/linux/postrm jpackage/linux/slipway.spec "$out/resources"
    ;;
  msi) extra=(--file-associations jpackage/bundle.properties --win-menu --win-shortcut --win-per-user-install --win-upgrade-uuid 6f0d7a2e-4c52-4b5c-9a55-0d6a4b1f6f7e) ;;
  dmg) extra=(--file-associations jpackage/bundle.properties --mac-package-identifier io.slipway.studio) ;;
  esac
  "$JDK/bin/jpackage" --type "$1" --dest "$out" --name slipway --app-version "$version" --app-image "$home" \
    --vendor Slipway --license-file LICENSE \
    --description "A desktop studio for local model deployment" --about-url "https://localhost/slipway" "${extra[@]}"
}

for type in "${types[@]}"; do
  # one image for all types, and never one of another program or one whose training broke off
  [ "$out/made" -nt target/app/slipway.jar ] || image
  [ "$type" = app-image ] || installer "$type"
done
cp target/bom.json "$out/bom.json"
(cd "$out" && find . -maxdepth 1 -type f \( -name '*.deb' -o -name '*.rpm' -o -name '*.msi' -o -name '*.dmg' -o -name 'bom.json' \) \
  -exec sh -c 'for f; do sha256sum "${f#./}"; done' sh {} + >SHA256SUMS)
ls -l "$out"
