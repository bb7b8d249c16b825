# JDK, Maven build and extracted layouts. Sourced.
# shellcheck shell=bash

# The newest JDK up to 25, which is the newest that was tried; a newer one only if there is no other.
find_java() {
  local home version newest=0 newer_home=
  for home in "${ZHAOLI_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
    /opt/java/* /opt/jdk* "$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /x/x)")")")"; do
    if [ ! -x "$home/bin/java" ] || [ ! -r "$home/release" ]; then continue; fi
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if [ "$home" = "${ZHAOLI_JAVA_HOME:-}" ]; then
      newest=$version JAVA=$home/bin/java
      break
    elif [ "${version:-0}" -gt 25 ]; then
      newer_home=$home
    elif [ "${version:-0}" -gt "$newest" ]; then
      newest=$version JAVA=$home/bin/java
    fi
  done
  if [ "$newest" -lt 17 ] && [ -n "$newer_home" ]; then
    newest=26 JAVA=$newer_home/bin/java
  fi
  [ "$newest" -ge 17 ] || die "No JDK 17 or newer was found: install one (Debian: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME."
  JAVA_VERSION=$newest
  JAVA_HOME=$(dirname "$(dirname "$JAVA")")
}

need_maven() { has mvn || die "Maven (mvn) was not found: install it (Debian: apt-get install maven)."; }

jar_of() {
  local file
  for file in "$ROOT/$1/target/$(basename "$1")"-*.jar; do
    case $file in
      *-sources.jar | *-tests.jar | *'*'*) ;;
      *) echo "$file" ;;
    esac
  done
}

# Jars carry the date of the release (reproducible builds), so the time of the inode's change counts.
# A build leaves the jar of a module alone where nothing in it changed: BUILT is when the last began
# that worked.
BUILT=$ROOT/target/built
sources_newer_than_jars() {
  local module jar since=()
  if [ -e "$BUILT" ]; then since=(-newer "$BUILT"); fi
  for module in "${MODULES[@]}"; do
    jar=$(jar_of "$module")
    if [ -z "$jar" ] ||
      [ -n "$(find "$ROOT/pom.xml" "$ROOT/sql" "$ROOT"/zhaoli-pay-{common,signing,sdk-starter,pos-simulator}/{pom.xml,src/main} \
        "$ROOT/$module"/{pom.xml,src/main} -newermc "$jar" "${since[@]}" -print -quit 2>/dev/null)" ]; then
      return 0
    fi
  done
  return 1
}

build() {
  local line begun
  if [ "${NO_BUILD:-}" = yes ]; then
    die_if_not_built
    return
  fi
  sources_newer_than_jars || return 0
  need_maven
  begun=$(date +%s)
  mkdir -p "$(dirname "$BUILT")"
  touch "$BUILT.begun"
  say "Building (log: $LOGS/build.log); the first time Maven downloads, which takes minutes"
  (cd "$ROOT" && mvn -B -ntp package -Dmaven.test.skip=true -pl "$(IFS=,; echo "${MODULES[*]}")" -am \
    9>&- </dev/null 2>&1) | tee "$LOGS/build.log" | while read -r line; do
    if [[ $line =~ ^\[INFO\]\ Building\ ([a-z0-9-]+).*(\[[0-9]+/[0-9]+\])$ ]]; then
      say "  ${BASH_REMATCH[2]} ${BASH_REMATCH[1]}"
    fi
  done || die "The build failed: see the log's last lines, mend that and try again." build
  mv "$BUILT.begun" "$BUILT"
  say "  built in $(($(date +%s) - begun)) s"
}

die_if_not_built() {
  local module
  for module in "${MODULES[@]}"; do
    [ -n "$(jar_of "$module")" ] || die "$module is not built: leave --no-build away, or run mvn package."
  done
}

# unpack MODULE: Boot's extracted layout starts faster than the packed jar, and a later build does
# not pull the classes from under a process that runs.
unpack() {
  local name jar stamp app
  name=$(basename "$1")
  app=$APPS/$name
  jar=$(jar_of "$1")
  [ -n "$jar" ] || die "$name is not built: run ./zhaoli up without --no-build, or mvn package."
  stamp="$jar $(stat -c '%s %Z' "$jar")"
  if [ ! -e "$app/.from" ] || [ "$(cat "$app/.from")" != "$stamp" ]; then
    rm -rf "$app"
    "$JAVA" -Xmx256m -XX:TieredStopAtLevel=1 -Djarmode=tools -jar "$jar" extract --destination "$app" \
      >"$LOGS/unpack.log" 2>&1 || die "$jar could not be unpacked: is the disk full?" unpack
    echo "$stamp" >"$app/.from"
  fi
  APP_JAR=$app/$(basename "$jar")
}
