# The commands. Sourced.
# shellcheck shell=bash

help() {
  cat <<'HELP'
Usage: ./zhaoli COMMAND [OPTION]...

  up                 start what is missing and wait until all is healthy; again is harmless
  demo               up, then the main job step by step: a merchant joins, is paid and told
  test               all tests: mvn verify, on private servers (a running platform is not disturbed)
  status             what runs; exit status 0 only when all is healthy
  logs NAME [-f]     the end of a log; -f follows it
  start NAME         start one service or server (mariadb, redis, rabbitmq) and wait for its health
  stop NAME          stop one
  restart NAME       stop and start one; takes a newer build
  pos                a POS terminal in software: a till with menus, for the merchant of the demo;
                     --script FILE for commands, pos --help for all: docs/pos-terminals.md
  job NAME [PARAM]   run a job's handler now on all executors, as XXL-JOB would, such as
                     job paymentStatusSync threads=8: docs/jobs.md
  pos-cert TERMINAL  make a terminal's client certificate, and at the first time the authority that
                     issues them, under .run/tls: docs/pos-terminals.md
  bench NAME         run a benchmark; the result is also in .run/bench/NAME.json
                     bench faults [--seed N] kills and stops parts of the platform: docs/faults.md
                     bench pos-chaos [--seed N] [--trades N] does so while terminals trade
  down               stop everything that was started here
  help               this text

Options:
  --servers MODE     where MariaDB, Redis and RabbitMQ come from (up, demo)
                       auto       the first that works of those below (default)
                       external   only those that already answer at ZHAOLI_DB_HOST, _PORT, ...
                       docker     docker compose
                       installed  installed programs, as private instances under .run
                       apt        as installed, after apt-get install
                       embedded   MariaDB and Redis from Maven artifacts; no RabbitMQ
  --dispatch MODE    how payment events travel: rabbit (default) or async, without RabbitMQ (up, demo)
  --no-build         take what is built (up, demo)
  --scale NAME=N     N instances of a service (up, demo)
  --instance N       which instance (start, stop, restart, logs)

State is under .run (ZHAOLI_RUN_DIR). Ports and logins: environment variables, see .env.example.
HELP
}

main() {
  local command=${1:-help}
  [ $# -eq 0 ] || shift
  ARGUMENTS=() NO_BUILD='' INSTANCE=1 SCALE='' FOLLOW='' MADE_HERE=''
  while [ $# -gt 0 ]; do
    case $1 in
      --servers) option_value "$@" && export ZHAOLI_SERVERS=$2 && shift ;;
      --dispatch) option_value "$@" && export ZHAOLI_DISPATCH=$2 && shift ;;
      --scale) option_value "$@" && SCALE="$SCALE $2" && shift ;;
      --instance) option_value "$@" && INSTANCE=$2 && shift ;;
      --no-build) NO_BUILD=yes ;;
      -f) FOLLOW=-f ;;
      -h | --help) if [ "$command" = pos ]; then ARGUMENTS+=(--help); else command=help; fi ;;
      *) ARGUMENTS+=("$1") ;;
    esac
    shift
  done
  case ${ZHAOLI_SERVERS:-auto} in
    auto | external | docker | installed | apt | embedded) ;;
    *) usage_error "--servers is one of auto, external, docker, installed, apt, embedded, not \"$ZHAOLI_SERVERS\"." ;;
  esac
  case ${ZHAOLI_DISPATCH:-rabbit} in
    rabbit | async) ;;
    *) usage_error "--dispatch is rabbit or async, not \"$ZHAOLI_DISPATCH\"." ;;
  esac
  [[ $INSTANCE =~ ^[1-9]$ ]] || usage_error "--instance is a number from 1 to 9, not \"$INSTANCE\"."
  read_table
  case $command in
    up | down | status | test) [ "${#ARGUMENTS[@]}" -eq 0 ] || usage_error "$command takes no argument \"${ARGUMENTS[0]}\"." ;;
    job) [[ ${#ARGUMENTS[@]} -ge 1 && ${ARGUMENTS[*]:1} =~ ^[A-Za-z0-9=,.:\ -]*$ ]] || usage_error "job takes the name of a job, and what it is told, such as threads=8." ;;
    logs | start | stop | restart) [ "${#ARGUMENTS[@]}" -eq 1 ] || usage_error "$command takes one name." ;;
    pos-cert) [[ ${#ARGUMENTS[@]} -eq 1 && ${ARGUMENTS[0]} =~ ^trm_[0-9A-Z]{26}$ ]] || usage_error "pos-cert takes the number of one terminal, trm_ and 26 letters and digits." ;;
    bench) [ "${#ARGUMENTS[@]}" -ge 1 ] || usage_error "bench takes the name of a benchmark." ;;
    demo | pos) ;;
    help)
      help
      return
      ;;
    *) usage_error "\"$command\" is no command." ;;
  esac
  if [ "$command" != test ]; then
    run_directory
    load_settings
  fi
  "command_${command//-/_}"
}

option_value() { [ -n "${2:-}" ] || usage_error "$1 needs a value."; }

name_argument() {
  NAME=${ARGUMENTS[0]#zhaoli-pay-}
  if [ "$INSTANCE" -gt 1 ]; then NAME=$NAME-$INSTANCE; fi
  is_server "$NAME" || is_service "$NAME" || usage_error "\"$NAME\" is neither a service (${NAMES[*]}) nor a server (mariadb, redis, rabbitmq)."
}

# --- up and what it leaves

# From here to "commit" every way out stops what this run started.
begin() {
  make_run_directory
  lock
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  trap roll_back EXIT
}

roll_back() {
  local status=$?
  trap '' INT TERM HUP
  trap - EXIT
  undo_policy
  if [ "${#STARTED[@]}" -gt 0 ]; then
    say "Stopping what this run started: ${STARTED[*]}" >&2
    stop_in_order "${STARTED[@]}" >&2
  fi
  exit "$status"
}

commit() {
  STARTED=()
  trap - EXIT INT TERM HUP
  unlock
}

command_up() {
  bring_up
  print_links
}

bring_up() {
  local begun name names=()
  begun=$(now_ms)
  begin
  find_java
  if alive payment-service && [ -e "$SETTINGS" ] && ! grep -qx "ZHAOLI_DISPATCH=${ZHAOLI_DISPATCH:-}" "$SETTINGS"; then
    die "The platform runs with another dispatch: ./zhaoli down, then up again."
  fi
  say "zhaoli-pay in $RUN, JDK $JAVA_VERSION ($JAVA_HOME)"
  build
  make_secrets
  make_certificate
  say "Servers"
  ensure_servers
  export ZHAOLI_DISPATCH=${ZHAOLI_DISPATCH:-rabbit}
  if [ "$ZHAOLI_DISPATCH" = rabbit ]; then echo rabbit >"$RUN/dispatch"; fi
  # These two need no server: they start beside them.
  for name in sandbox nacos; do
    if [ "$name" = nacos ] && ! own_nacos; then
      say "  Nacos: the one at $ZHAOLI_NACOS_ADDR"
    elif ! alive "$name"; then
      start_service "$name"
    fi
  done
  mapfile -t names < <(servers_wanted)
  start_and_await "${names[@]}"
  say "Services"
  mapfile -t names < <(expected | grep -E '^(nacos|sandbox)$')
  start_and_await "${names[@]}"
  mapfile -t names < <(
    expected | grep -vxE 'nacos|sandbox|mariadb|redis|rabbitmq'
    scaled
  )
  start_and_await "${names[@]}"
  save_settings
  MADE_HERE=${NEW_OPERATOR:-}
  commit
  tell_of_takeover
  UP_MILLIS=$(($(now_ms) - begun))
}

# How events travelled the last time; "down" does not forget it.
dispatch_before() {
  if [ -s "$RUN/dispatch" ]; then
    cat "$RUN/dispatch"
  elif [ -e "$RUN/rabbitmq" ]; then
    echo rabbit
  fi
}

# notify-consumer brings back what it had begun. What it had not is a decision: who is to be told is
# looked up anew when it is sent once more.
tell_of_takeover() {
  [ "$ZHAOLI_DISPATCH" = async ] || return 0
  if [ "$(dispatch_before)" = rabbit ]; then
    say "  Deliveries that notify-consumer had begun in mode rabbit are taken over. Events that it had not taken from"
    say "    RabbitMQ wait there until the platform runs with --dispatch rabbit again, or until an administrator has"
    say "    them sent once more: POST /ops/v1/payments/outbox/resend (docs/operations.md, Changing the dispatch mode)"
  fi
  echo async >"$RUN/dispatch"
}

scaled() {
  local extra i
  for extra in $SCALE; do
    for ((i = 2; i <= ${extra#*=}; i++)); do echo "${extra%=*}-$i"; done
  done
}

print_links() {
  local name count=0 mib=0
  while read -r name; do
    if is_service "$name" && alive "$name"; then
      count=$((count + 1)) mib=$((mib + $(rss_mib "$(pid_of "$name")")))
    fi
  done < <(recorded)
  cat <<LINKS

The platform is up.
  Gateway           http://127.0.0.1:$ZHAOLI_GATEWAY_PORT   https://127.0.0.1:$ZHAOLI_GATEWAY_TLS_PORT (own certificate)
  Join as merchant  http://127.0.0.1:$ZHAOLI_GATEWAY_PORT/onboarding/
  Play the payer    http://127.0.0.1:$ZHAOLI_SANDBOX_PORT/
  Walk through it   ./zhaoli demo
  All healthy after $(((UP_MILLIS + 500) / 1000)) s; $count JVMs hold $mib MiB of memory.
LINKS
  if [ -n "$MADE_HERE" ]; then
    cat <<FIRST
  First operator    admin / $ZHAOLI_FIRST_OPERATOR_PASSWORD
                    shown this once; it is in $SECRETS
FIRST
  fi
}

command_down() {
  local names=()
  make_run_directory
  lock
  find_java
  mapfile -t names < <(recorded)
  if [ -e "$RUN/docker" ]; then names+=(docker); fi
  if [ "${#names[@]}" -eq 0 ]; then
    say "Nothing runs."
  else
    say "Stopping ${names[*]}"
    stop_in_order "${names[@]}"
    say "All stopped."
  fi
  rm -rf "$SETTINGS" "$RUN/tmp"
  unlock
}

# --- one by one

command_start() {
  begin
  name_argument
  [ -e "$SECRETS" ] || die "There is no platform in $RUN yet: ./zhaoli up first."
  find_java
  start_and_await "$NAME"
  commit
}

command_stop() {
  make_run_directory
  lock
  name_argument
  if [ -e "$RUN/docker" ] && is_server "$NAME"; then
    in_compose stop "$NAME" >>"$LOGS/docker.log" 2>&1 || die "Docker could not stop $NAME." docker
  elif [ -e "$PIDS/$NAME.pid" ]; then
    stop_in_order "$NAME"
    if [ "$NAME" = rabbitmq ]; then stop_all 5 epmd; fi
  elif is_server "$NAME" && port_open "$(server_host "$NAME")" "$(server_port "$NAME")"; then
    die "$NAME at $(server_host "$NAME"):$(server_port "$NAME") was not started here: stop it where it was started."
  fi
  say "  $NAME is stopped"
  unlock
}

command_restart() {
  command_stop
  command_start
}

command_status() {
  local name state all=yes
  find_java
  printf '%-22s %-10s %8s %6s %9s\n' NAME STATE PID PORT MEMORY
  while read -r name; do
    if ! healthy "$name"; then all=no; fi
    state=$(state_of "$name")
    printf '%-22s %-10s %8s %6s %9s\n' "$name" "$state" "$(pid_of "$name")" \
      "$(port_of "$name")" "$(if alive "$name"; then echo "$(rss_mib "$(pid_of "$name")") MiB"; fi)"
    [ "$state" = healthy ] || all=no
  done < <(expected)
  [ "$all" = yes ]
}

state_of() {
  if [ ! -e "$PIDS/$1.pid" ] && { ! is_server "$1" || ! port_open "$(server_host "$1")" "$(server_port "$1")"; }; then
    echo stopped
  elif [ -e "$PIDS/$1.pid" ] && ! alive "$1"; then
    echo dead
  elif healthy "$1"; then
    echo healthy
  else
    echo unhealthy
  fi
}

command_logs() {
  name_argument
  [ -e "$LOGS/$NAME.log" ] || die "There is no log of $NAME: it was not started from $RUN."
  exec tail -n 200 ${FOLLOW:+-F} "$LOGS/$NAME.log"
}

command_demo() {
  make_run_directory
  if ! command_status >/dev/null 2>&1; then
    bring_up
    print_links
    say
  fi
  find_java
  unpack zhaoli-pay-e2e
  run_program com.zhaoli.pay.e2e.Demo "${ARGUMENTS[@]}"
}

command_pos_cert() {
  local terminal=${ARGUMENTS[0]} file CERTIFICATE_PASSWORD
  file=$RUN/tls/terminals/$terminal.p12
  make_run_directory
  lock
  find_java
  [ ! -e "$file" ] || die "There is a certificate of $terminal already: move $file away to make another."
  secret ZHAOLI_TLS_PASSWORD random_text 32
  make_authority
  mkdir -p "$(dirname "$file")"
  CERTIFICATE_PASSWORD=$(random_text 24)
  make_terminal_certificate "$terminal" "$file"
  unlock
  cat <<MADE
The certificate of $terminal, with its key and good for 825 days, is in
  $file
  password $CERTIFICATE_PASSWORD (PKCS12; shown this once)
Bring it to the terminal, then delete the file. The gateway trusts those who have one by
  ZHAOLI_TLS_CLIENT_CA=$RUN/tls/terminal-ca.pem
  ZHAOLI_TLS_CLIENT_CERTIFICATES=optional, or required
MADE
}

command_bench() {
  make_run_directory
  case ${ARGUMENTS[0]} in
    faults)
      bench_platform com.zhaoli.pay.e2e.faults.Faults
      return
      ;;
    pos-chaos)
      bench_platform com.zhaoli.pay.e2e.poschaos.PosChaos
      return
      ;;
  esac
  find_java
  unpack benchmarks
  run_program -Xmx512m com.zhaoli.pay.bench.BenchMain "${ARGUMENTS[@]}"
}

# Needs the whole platform, and kills and stops parts of it.
bench_platform() {
  if [[ " ${ARGUMENTS[*]} " != *" --plan "* ]] && ! command_status >/dev/null 2>&1; then
    bring_up
  fi
  find_java
  unpack zhaoli-pay-e2e
  run_program -Xmx256m "$1" "${ARGUMENTS[@]:1}"
}

command_pos() {
  local screen='' status=0 native=()
  make_run_directory
  find_java
  unpack zhaoli-pay-e2e
  if [ "$JAVA_VERSION" -ge 24 ]; then native=(--enable-native-access=ALL-UNNAMED); fi
  # A till whose power is cut leaves the screen as it has it.
  if [ -t 0 ]; then screen=$(stty -g); fi
  run_program -Xmx128m "${native[@]}" com.zhaoli.pay.e2e.pos.PosTill "${ARGUMENTS[@]}" || status=$?
  if [ -n "$screen" ]; then stty "$screen" 2>/dev/null || stty sane || true; fi
  return "$status"
}

# shellcheck disable=SC2086
run_program() { "$JAVA" $UTF8 -Djava.io.tmpdir="$RUN/tmp" -cp "$APP_JAR" "$@"; }

command_job() {
  local answer deadline=$(($(date +%s) + 45))
  while true; do
    answer=$(http 600 POST 127.0.0.1 "$ZHAOLI_SANDBOX_PORT" "/sandbox/v1/jobs/${ARGUMENTS[0]}/trigger" \
      "{\"broadcast\":true,\"param\":\"${ARGUMENTS[*]:1}\"}") ||
      die "The sandbox does not answer on port $ZHAOLI_SANDBOX_PORT: ./zhaoli up first."
    # An executor announces itself every 30 s; after a restart of the sandbox none is known at first.
    [[ $answer == *SANDBOX_STATE_INVALID* && $(date +%s) -lt $deadline ]] || break
    sleep 1
  done
  sed '1,/^\r*$/d' <<<"$answer"
  [[ $answer == HTTP/1.?\ 200* ]] && [ "$(grep -o '"code":[0-9]*' <<<"$answer" | sort -u)" = '"code":200' ]
}

# --- test

command_test() {
  local name missing=()
  run_directory
  make_run_directory
  need_maven
  # Only a look: the tests start servers of their own, on free ports.
  for name in mariadb redis rabbitmq; do
    "find_$name" >/dev/null || missing+=("${SERVER_PACKAGE[$name]}")
  done
  has chromium || has chromium-browser || has google-chrome || missing+=(chromium)
  # Without Chinese letters the pages are tested with boxes of another width.
  [[ $(fc-list :lang=zh 2>/dev/null) ]] || missing+=(fonts-wqy-microhei)
  # The signing scripts of the manual are run as its readers would.
  has python3 || missing+=(python3)
  has node || missing+=(nodejs)
  has curl || missing+=(curl)
  if [ "${#missing[@]}" -gt 0 ]; then
    trap undo_policy EXIT
    apt_install "${missing[@]}" || say "Not installed, and apt-get may not install it here: ${missing[*]}"
  fi
  unset ZHAOLI_RUN_DIR
  # Tests wait for pages and time-outs half of their time: two modules at once take two thirds of it.
  say "mvn -B -ntp -T 2 verify: unit, architecture and integration tests, then the whole platform"
  cd "$ROOT"
  : >"$RUN/tests-began"
  local rc=0 signal maven='' told='' heard=()
  # A signal to this script alone is for Maven, which ends the servers of the tests. Of Ctrl-C Maven
  # hears by itself where env can take back that the shell has what runs in the background ignore it.
  if env --default-signal=INT true 2>/dev/null; then heard=(env --default-signal=INT,QUIT); fi
  for signal in INT TERM HUP; do
    # shellcheck disable=SC2064
    trap "told=yes; kill -$signal \"\$maven\" 2>/dev/null || true" "$signal"
  done
  # One test of thousands that a busy machine kept waiting costs no whole run: it has a second try,
  # and is named at the end, for it is to be mended.
  ${heard[@]+"${heard[@]}"} mvn -B -ntp -T 2 \
    -Dsurefire.rerunFailingTestsCount=1 -Dfailsafe.rerunFailingTestsCount=1 verify &
  maven=$!
  wait "$maven" || rc=$?
  # A signal ends the wait, and not yet Maven.
  while [ -n "$told" ] && kill -0 "$maven" 2>/dev/null; do
    rc=0 told=''
    wait "$maven" || rc=$?
  done
  trap - INT TERM HUP
  name_flaky_tests || true
  return "$rc"
}

# Tests that failed and then passed, from the reports. What find may not read, or what goes meanwhile,
# is none of them.
name_flaky_tests() {
  find . -name .run -prune -o -path '*-reports/TEST-*.xml' -newer "$RUN/tests-began" -exec awk '
    /<testcase / { match($0, / name="[^"]*"/); name = substr($0, RSTART + 7, RLENGTH - 8)
                   match($0, / classname="[^"]*"/); class = substr($0, RSTART + 12, RLENGTH - 13) }
    /<flaky(Failure|Error)/ { print "Passed only the second time: " class "." name }' {} + 2>/dev/null
}
