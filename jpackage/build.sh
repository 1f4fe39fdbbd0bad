#!/usr/bin/env bash
# Makes installers of what `mvn -Pdist package` left in target/app: jpackage/build.sh [app-image|deb|rpm|msi|dmg ...]
# Without a type: the app image and what this system can make. They come to target/dist, with their SHA-256 sums.
#
# The runtime is linked from the JDK with JavaFX out of the Maven jars; the app image is then trained by the tour itself
# (an AOT cache of the classes it loaded), and the installers are made from the trained image.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=../.ci/setup.sh
. "$here/.ci/setup.sh"
need_jdk
cd "$here"
out=target/dist
version=$(sed -n 's:.*NUMBER = "\([0-9.]*\).*:\1:p' app/slipway/base/Version.java)
[ -f target/app/slipway.jar ] || { say "jpackage/build.sh: target/app is not there; run mvn -Pdist package first"; exit 1; }
case "$(uname -s)" in
Linux) system=linux; bin=bin; app=lib/app; types=(app-image deb); command -v rpmbuild >/dev/null && types+=(rpm) ;;
Darwin) system=mac; bin=../MacOS; app=app; types=(app-image dmg) ;;
*) system=windows; bin=.; app=app; types=(app-image msi) ;;
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
  "$JAVA" jpackage/tools/OwnNatives.java "$out/input"
  # jdeps does not see what is asked for by name: locales of the four languages, file systems, the engines' TLS curves
  local modules
  modules=$("$JDK/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps --module-path target/javafx-* \
    --class-path "$out/input/*" "$out/input/slipway.jar")
  local options=(--enable-native-access=javafx.graphics,ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  local arguments=()
  for each in "${options[@]}" '-Dslipway.samples=$APPDIR/sample-models'; do arguments+=(--java-options "$each"); done
  # bin/java stays in the runtime: sample servers are processes of it
  "$JDK/bin/jpackage" --type app-image --dest "$out" --name slipway --app-version "$version" --vendor Slipway \
    --input "$out/input" --main-jar slipway.jar --main-class slipway.Main --icon "$(icon)" \
    --module-path target/javafx-* \
    --add-modules "$modules,javafx.fxml,jdk.localedata,jdk.crypto.ec,jdk.zipfs,jdk.management,java.naming,jdk.charsets" \
    --jlink-options "--strip-debug --no-header-files --no-man-pages --compress=zip-0 --include-locales=en,es,pt,fr" \
    "${arguments[@]}"
  rm -rf "$out/input"
  if [ $system = linux ]; then
    mkdir "$out/slipway/lib/desktop"
    cp jpackage/linux/slipway.desktop jpackage/linux/slipway-mime.xml "$out"/icons/slipway-*.png "$out/slipway/lib/desktop"
  fi
  train
}

# Runs the tour in the image as a person would run it and keeps the classes it loaded as a cache beside the program.
train() {
  local home=$out/slipway config cache
  [ $system = mac ] && home=$out/slipway.app/Contents
  config=$(find "$home" -name slipway.cfg)
  cache=$(dirname "$config")/slipway.aot
  cp "$config" "$out/slipway.cfg"
  echo "java-options=-XX:AOTCacheOutput=$PWD/$cache" >>"$config"
  say "jpackage/build.sh: training the start with the tour ..."
  # on a busy machine a figure of the tour may be missed; what it loads is the same
  env -u DISPLAY -u WAYLAND_DISPLAY "$home/$bin/slipway" demo --no-stay --out "$out/training" >"$out/training.log" 2>&1 ||
    say "jpackage/build.sh: not all of the tour was good, see $out/training.log"
  if [ ! -s "$out/training/report.json" ] || [ ! -s "$cache" ]; then
    tail -n 20 "$out/training.log" >&2
    say "jpackage/build.sh: the tour did not run in the image"
    exit 1
  fi
  # a cache that does not fit (another CPU) is not used, and not spoken of
  { cat "$out/slipway.cfg"; printf 'java-options=%s\n' '-XX:AOTCache=$APPDIR/slipway.aot' '-Xlog:aot=off' '-Xlog:aot*=off'; } >"$config"
  rm -rf "$out/training" "$out/slipway.cfg"
}

installer() {
  local home=$out/slipway extra=()
  [ $system = mac ] && home=$out/slipway.app
  case $1 in
  deb | rpm)
    # jpackage cannot see the libraries that JavaFX's own libraries ask for
    extra=(--linux-package-name slipway --linux-app-category devel --linux-app-release 1
      --resource-dir "$out/resources")
    [ "$1" = deb ] && extra+=(--linux-deb-maintainer "slipway@localhost"
      --linux-package-deps "libgtk-3-0 | libgtk-3-0t64, libxtst6, libgl1, libxxf86vm1, libpangoft2-1.0-0")
    rm -rf "$out/resources"
    mkdir "$out/resources"
    cp jpackage/linux/postinst jpackage/linux/prerm jpackage/linux/postrm "$out/resources"
    ;;
  msi) extra=(--file-associations jpackage/bundle.properties --win-menu --win-shortcut --win-per-user-install --win-upgrade-uuid 6f0d7a2e-4c52-4b5c-9a55-0d6a4b1f6f7e) ;;
  dmg) extra=(--file-associations jpackage/bundle.properties --mac-package-identifier io.slipway.studio) ;;
  esac
  "$JDK/bin/jpackage" --type "$1" --dest "$out" --name slipway --app-version "$version" --app-image "$home" \
    --vendor Slipway --license-file LICENSE \
    --description "A desktop studio for local model deployment" --about-url "https://localhost/slipway" "${extra[@]}"
}

for type in "${types[@]}"; do
  if [ "$type" = app-image ] || [ ! -d "$out" ]; then image; fi
  [ "$type" = app-image ] || installer "$type"
done
(cd "$out" && find . -maxdepth 1 -type f \( -name '*.deb' -o -name '*.rpm' -o -name '*.msi' -o -name '*.dmg' -o -name 'bom.json' \) \
  -exec sh -c 'for f; do sha256sum "${f#./}"; done' sh {} + >SHA256SUMS)
ls -l "$out"
