# The platform's own processes: what they are, how they start, when they are healthy. Sourced.
# shellcheck shell=bash

# name | module | heap MiB | variables of its ports, the one with /actuator/health first
SERVICES="
nacos                | zhaoli-pay-nacos                | 160 | ZHAOLI_NACOS_PORT
sandbox              | zhaoli-pay-sandbox              | 128 | ZHAOLI_SANDBOX_PORT
payment-service      | zhaoli-pay-payment-service      | 192 | ZHAOLI_PAYMENT_PORT
notify-consumer      | zhaoli-pay-notify-consumer      | 160 | ZHAOLI_NOTIFY_PORT
merchant-service     | zhaoli-pay-merchant-service     | 160 | ZHAOLI_MERCHANT_PORT
wechat-mp-service    | zhaoli-pay-wechat-mp-service    | 160 | ZHAOLI_WECHAT_MP_PORT
gateway              | zhaoli-pay-gateway              | 160 | ZHAOLI_GATEWAY_PORT ZHAOLI_GATEWAY_TLS_PORT
job-executor         | zhaoli-pay-job-executor         | 160 | ZHAOLI_JOB_PORT ZHAOLI_JOB_EXECUTOR_PORT
pos-terminal-service | zhaoli-pay-pos-terminal-service | 128 | ZHAOLI_POS_PORT
demo-shop            | examples/demo-shop              | 96  | ZHAOLI_DEMO_SHOP_PORT
"
SERVER_NAMES="mariadb redis rabbitmq epmd"
# Programs that run to their end, built and unpacked in the same way.
TOOLS="zhaoli-pay-e2e benchmarks"

declare -A MODULE HEAP PORTS
NAMES=()
MODULES=()

read_table() {
  local name module heap ports
  while IFS='|' read -r name module heap ports; do
    name=${name// /} module=${module// /}
    if [ -z "$name" ]; then continue; fi
    NAMES+=("$name")
    MODULES+=("$module")
    MODULE[$name]=$module HEAP[$name]=${heap// /} PORTS[$name]=$ports
  done <<<"$SERVICES"
  for module in $TOOLS; do MODULES+=("$module"); done
}

# payment-service-2 is the second instance of payment-service.
base_of() {
  local name=${1#zhaoli-pay-}
  if [[ $name =~ ^(.*)-[0-9]+$ ]]; then name=${BASH_REMATCH[1]}; fi
  echo "$name"
}

is_service() { [ -n "${MODULE[$(base_of "$1")]:-}" ]; }

is_server() { [[ " $SERVER_NAMES " == *" $1 "* ]]; }

own_nacos() { [[ $ZHAOLI_NACOS_ADDR == 127.0.0.1:$ZHAOLI_NACOS_PORT || $ZHAOLI_NACOS_ADDR == localhost:$ZHAOLI_NACOS_PORT ]]; }

# What has to run for the platform to be whole.
expected() {
  local name
  servers_wanted
  for name in "${NAMES[@]}"; do
    case $name in
      nacos) if own_nacos; then echo nacos; fi ;;
      demo-shop) if [ -s "$RUN/shop.env" ]; then echo demo-shop; fi ;;
      *) echo "$name" ;;
    esac
  done
  recorded | grep -E -- '-[0-9]+$' || true
}

# --- start

# UTF-8 also where the terminal's language is not set.
UTF8="-Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8"

# The archive of loaded classes (JDK 19 and newer) saves a third of the start's work. The JVM itself
# checks it, goes on without it where it does not fit, and writes it anew when the service stops.
java_options() {
  local base=$1 name=$2
  echo "-Xms32m -Xmx${HEAP[$base]}m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
  echo "-XX:ReservedCodeCacheSize=96m -XX:+ExitOnOutOfMemoryError $UTF8"
  echo "-Djava.io.tmpdir=$RUN/tmp/$name -DJM.LOG.PATH=$LOGS/nacos-client/$name"
  echo "-DJM.SNAPSHOT.PATH=$RUN/tmp/$name"
  if [ "$JAVA_VERSION" -ge 19 ] && [ "${ZHAOLI_CLASS_ARCHIVE:-on}" = on ]; then
    echo "-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=$APPS/$(basename "${MODULE[$base]}")/classes.jsa"
    echo "-Xlog:cds=off -Xlog:cds+dynamic=off"
  fi
  if [ "$JAVA_VERSION" -ge 24 ]; then
    echo "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
  fi
  echo "${ZHAOLI_JAVA_OPTIONS:-}"
}

# start_service NAME: does not wait. Another instance gets free ports.
start_service() {
  local name=$1 base variable port main='' changes=() hidden=() options niceness=0
  base=$(base_of "$name")
  for variable in ${PORTS[$base]}; do
    if [ "$name" != "$base" ]; then
      port=$(free_port)
      changes+=("$variable=$port")
    else
      port=${!variable}
      if port_open 127.0.0.1 "$port"; then
        die "Port $port is in use by another program, and $name needs it: stop that program, or set $variable to a free port."
      fi
    fi
    main=${main:-$port}
  done
  if [ "$base" = nacos ]; then
    for variable in 1000 1001 -1000; do
      if port_open 127.0.0.1 $((main + variable)); then
        die "Port $((main + variable)) is in use by another program, and Nacos needs it beside $main: set ZHAOLI_NACOS_PORT to another port."
      fi
    done
  fi
  unpack "${MODULE[$base]}"
  mkdir -p "$RUN/tmp/$name"
  case $base in
    sandbox) for variable in $PLATFORM_SECRETS; do hidden+=(-u "$variable"); done ;;
    demo-shop)
      for variable in $PLATFORM_SECRETS ZHAOLI_XXL_JOB_TOKEN; do hidden+=(-u "$variable"); done
      [ -s "$RUN/shop.env" ] || die "The shop has no merchant's keys yet: ./zhaoli demo gets them ($RUN/shop.env)."
      read_variables "$RUN/shop.env" over
      ;;
  esac
  # Where all share a machine's processors, payers and channels are answered before merchants are
  # told: what is told later is durable, what a channel waits for in vain it sends again. The lower
  # it is, the longer merchants wait while something else, such as a build, takes the processors.
  case $base in
    notify-consumer | wechat-mp-service | job-executor | sandbox | demo-shop)
      niceness=${ZHAOLI_TELL_NICE:-5}
      [[ $niceness =~ ^1?[0-9]$ ]] || die "ZHAOLI_TELL_NICE is $niceness, and has to be a number from 0 to 19."
      ;;
  esac
  read -r -d '' -a options < <(java_options "$base" "$name") || true
  # Two seconds between leaving Nacos and closing, instead of ten: callers here learn of it at once.
  launch "$name" "$main" nice -n "$niceness" env "${hidden[@]}" "${changes[@]}" MALLOC_ARENA_MAX=2 \
    SPRING_CLOUD_NACOS_DISCOVERY_GRACEFULSHUTDOWNWAITTIME=2000 \
    "$JAVA" "${options[@]}" -jar "$APP_JAR"
  # Linux weighs sessions against each other where it groups by them, whatever is nice inside one.
  (echo "$niceness" >"/proc/$(pid_of "$name")/autogroup") 2>/dev/null || true
  if [ "$base" = demo-shop ]; then
    for variable in $(sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p' "$RUN/shop.env"); do unset "$variable"; done
  fi
}

start_one() {
  if is_server "$1"; then ensure_server "$1"; else start_service "$1"; fi
}

# --- health

healthy() {
  case $1 in
    mariadb) if alive mariadb; then port_open 127.0.0.1 "$ZHAOLI_DB_PORT"; else server_answers mariadb; fi ;;
    redis | rabbitmq) server_answers "$1" ;;
    epmd) alive epmd ;;
    nacos) alive nacos && [[ $(nacos_login || true) == *accessToken* ]] ;;
    *) alive "$1" && http_ok 127.0.0.1 "$(port_of "$1")" /actuator/health ;;
  esac
}

nacos_login() {
  http 5 POST 127.0.0.1 "$ZHAOLI_NACOS_PORT" /nacos/v3/auth/user/login \
    "username=$(url_encode "$ZHAOLI_NACOS_USER")&password=$(url_encode "$ZHAOLI_NACOS_PASSWORD")" \
    application/x-www-form-urlencoded
}

url_encode() {
  local i c
  for ((i = 0; i < ${#1}; i++)); do
    c=${1:i:1}
    case $c in
      [A-Za-z0-9._-]) printf '%s' "$c" ;;
      *) printf '%%%02X' "'$c" ;;
    esac
  done
}

# start_and_await NAME...: starts them, a few at a time so that each comes up soon, and waits until
# all are healthy. What already runs is only waited for.
start_and_await() {
  local queue=("$@") waiting=() still name limit=${ZHAOLI_START_TIMEOUT:-300} width
  width=${ZHAOLI_START_WIDTH:-$(($(nproc) + 1))}
  while [ $((${#queue[@]} + ${#waiting[@]})) -gt 0 ]; do
    while [ "${#queue[@]}" -gt 0 ] && [ "${#waiting[@]}" -lt "$width" ]; do
      name=${queue[0]}
      queue=("${queue[@]:1}")
      : "${SINCE[$name]:=$(now_ms)}"
      alive "$name" || start_one "$name"
      waiting+=("$name")
    done
    still=()
    for name in "${waiting[@]}"; do
      if healthy "$name"; then
        print_started "$name"
      elif [ -e "$PIDS/$name.pid" ] && ! alive "$name"; then
        die "$name ended while it started: its log says why; mend that, then try again." "$name"
      elif [ $(($(now_ms) - SINCE[$name])) -gt $((limit * 1000)) ]; then
        die "$name did not become healthy within $limit s (ZHAOLI_START_TIMEOUT): its log may say why." "$name"
      else
        still+=("$name")
      fi
    done
    waiting=("${still[@]}")
    if [ "${#waiting[@]}" -gt 0 ]; then sleep 0.2; fi
  done
}

print_started() {
  local took=$((($(now_ms) - SINCE[$1] + 50) / 100)) port
  port=$(port_of "$1")
  if [[ " ${STARTED[*]} " == *" $1 "* ]]; then
    printf '  %-20s up after %3d.%d s   port %s\n' "$1" $((took / 10)) $((took % 10)) "$port"
  elif [ -n "$port" ]; then
    printf '  %-20s keeps running    port %s\n' "$1" "$port"
  fi
}

# --- stop

# Those who take calls go first, then what they lean on.
stop_in_order() {
  local name callers=() base=() servers=()
  for name in "$@"; do
    case $name in
      nacos | sandbox) base+=("$name") ;;
      mariadb | redis | rabbitmq) servers+=("$name") ;;
      epmd | docker) ;;
      *) callers+=("$name") ;;
    esac
  done
  stop_all 60 "${callers[@]}"
  stop_all 30 "${base[@]}"
  stop_all 60 "${servers[@]}"
  if [[ " $* " == *" epmd "* ]]; then stop_all 5 epmd; fi
  if [[ " $* " == *" docker "* ]]; then stop_docker; fi
}
