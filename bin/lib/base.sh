# What all parts of ./zhaoli use: words to the terminal, ports, HTTP, processes. Sourced.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }

# die SENTENCE [NAME]: says what and how to mend it, shows the end of NAME's log, and ends.
# The trap of the running command then stops what this run started.
die() {
  printf '\nzhaoli: %s\n' "$1" >&2
  if [ -n "${2:-}" ] && [ -s "$LOGS/$2.log" ]; then
    printf -- '--- end of %s\n' "$LOGS/$2.log" >&2
    tail -n 30 "$LOGS/$2.log" | cut -c 1-400 >&2
    printf -- '---\n' >&2
  fi
  exit 1
}

usage_error() {
  printf 'zhaoli: %s\nzhaoli: "./zhaoli help" lists commands and options.\n' "$1" >&2
  exit 2
}

has() { command -v "$1" >/dev/null 2>&1; }

now_ms() { date +%s%3N; }

random_text() { head -c 256 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | cut -c "1-$1"; }

random_base64() { head -c "$1" /dev/urandom | base64 -w0; }

# One at a time: two runs that start and stop the same processes would undo each other's work.
lock() {
  exec 9>"$RUN/lock"
  flock -n 9 || die "Another ./zhaoli is at work with $RUN: wait until it ends, then try again."
}

unlock() { exec 9>&-; }

# --- ports and HTTP, with bash alone: a bare machine has neither curl nor ss

port_open() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

free_port() {
  local port
  for _ in {1..200}; do
    port=$((20000 + RANDOM % 12000))
    if ! port_open 127.0.0.1 "$port"; then
      echo "$port"
      return
    fi
  done
  die "No free port between 20000 and 32000 was found."
}

# http SECONDS METHOD HOST PORT PATH [BODY [TYPE]]: prints the whole answer, headers first.
# printf is a builtin: no body, and so no password, becomes a command line.
http() {
  (
    exec 3<>"/dev/tcp/$3/$4" || exit 1
    printf '%s %s HTTP/1.0\r\nHost: %s:%s\r\nContent-Type: %s\r\nContent-Length: %s\r\n\r\n%s' \
      "$2" "$5" "$3" "$4" "${7:-application/json}" "${#6}" "${6:-}" >&3
    timeout "$1" cat <&3
  ) 2>/dev/null
}

http_ok() { [[ $(http 5 GET "$1" "$2" "$3" "" || true) == HTTP/1.?\ 200* ]]; }

# --- processes: $PIDS/NAME.pid holds "pid start-time port"; the start time tells a process of ours
# from a stranger that got the same number

start_time_of() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  set -f
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  set +f
  [ "$1" != Z ] && [ "$1" != X ] && echo "${20}"
}

pid_of() { if [ -s "$PIDS/$1.pid" ]; then cut -d ' ' -f 1 "$PIDS/$1.pid"; fi; }

port_of() { if [ -s "$PIDS/$1.pid" ]; then cut -d ' ' -f 3 "$PIDS/$1.pid"; fi; }

alive() {
  local pid start
  [ -s "$PIDS/$1.pid" ] || return 1
  read -r pid start _ <"$PIDS/$1.pid" || true
  [ "$(start_time_of "$pid" || true)" = "$start" ]
}

recorded() {
  local file
  for file in "$PIDS"/*.pid; do
    if [ -e "$file" ]; then basename "$file" .pid; fi
  done
}

STARTED=()
declare -A SINCE=()

# launch NAME PORT COMMAND...: in a session of its own, so that Ctrl-C here does not reach it.
launch() {
  local name=$1 port=$2 log=$LOGS/$1.log pid
  shift 2
  if [ -e "$log" ] && [ "$(stat -c %s "$log")" -gt 52428800 ]; then
    mv "$log" "$log.1"
  fi
  setsid "$@" >>"$log" 2>&1 </dev/null 9>&- &
  pid=$!
  disown "$pid"
  echo "$pid $(start_time_of "$pid" || echo gone) $port" >"$PIDS/$name.pid"
  STARTED+=("$name")
  SINCE[$name]=$(now_ms)
}

# stop_all SECONDS NAME...: all at once, gracefully, then by force. Their group goes with them.
stop_all() {
  local bound=$1 name tenth=0 left
  shift
  while true; do
    left=()
    for name in "$@"; do
      if alive "$name"; then left+=("$name"); else rm -f "$PIDS/$name.pid"; fi
    done
    [ "${#left[@]}" -gt 0 ] || break
    for name in "${left[@]}"; do
      if [ "$tenth" = $((bound * 10)) ]; then
        say "  $name did not stop within $bound s: killed"
        kill_group "$(pid_of "$name")"
      elif [ $((tenth % 30)) = 0 ]; then
        # Again and again: RabbitMQ loses a signal that comes early in its start.
        kill -TERM "$(pid_of "$name")" 2>/dev/null || true
      fi
    done
    sleep 0.1
    tenth=$((tenth + 1))
  done
}

kill_group() { kill -KILL -- "-$1" 2>/dev/null || kill -KILL "$1" 2>/dev/null || true; }

rss_mib() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$1/status" 2>/dev/null || echo 0; }
