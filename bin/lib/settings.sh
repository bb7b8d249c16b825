# Settings and secrets. The environment wins, then what this run directory was started with, then
# the defaults. Sourced.
# shellcheck shell=bash

DEFAULTS="
ZHAOLI_BIND_ADDRESS=127.0.0.1
ZHAOLI_GATEWAY_PORT=8080
ZHAOLI_GATEWAY_TLS_PORT=8443
ZHAOLI_MERCHANT_PORT=8101
ZHAOLI_PAYMENT_PORT=8102
ZHAOLI_WECHAT_MP_PORT=8103
ZHAOLI_NOTIFY_PORT=8104
ZHAOLI_JOB_PORT=8105
ZHAOLI_JOB_EXECUTOR_PORT=9105
ZHAOLI_POS_PORT=8106
ZHAOLI_SANDBOX_PORT=8190
ZHAOLI_DEMO_SHOP_PORT=8191
ZHAOLI_NACOS_PORT=8848
ZHAOLI_NACOS_USER=nacos
ZHAOLI_DB_HOST=127.0.0.1
ZHAOLI_DB_PORT=3306
ZHAOLI_DB_USER=zhaoli
ZHAOLI_REDIS_HOST=127.0.0.1
ZHAOLI_REDIS_PORT=6379
ZHAOLI_RABBIT_HOST=127.0.0.1
ZHAOLI_RABBIT_PORT=5672
ZHAOLI_RABBIT_USER=zhaoli
ZHAOLI_RABBIT_VHOST=/
ZHAOLI_ENVIRONMENT=development
ZHAOLI_CHANNEL_PROFILE=sandbox
ZHAOLI_SERVERS=auto
ZHAOLI_TLS_CLIENT_CERTIFICATES=none
"

# What a merchant's program and the channels' stand-in must not know of the platform.
PLATFORM_SECRETS="ZHAOLI_INTERNAL_KEY ZHAOLI_ENCRYPTION_KEY ZHAOLI_FIRST_OPERATOR_PASSWORD
  ZHAOLI_TLS_PASSWORD ZHAOLI_NACOS_PASSWORD ZHAOLI_NACOS_TOKEN_KEY ZHAOLI_NACOS_IDENTITY
  ZHAOLI_DB_PASSWORD ZHAOLI_REDIS_PASSWORD ZHAOLI_RABBIT_PASSWORD ZHAOLI_DB_ROOT_PASSWORD ZHAOLI_XXL_DB_PASSWORD"

run_directory() {
  RUN=$(readlink -m "${ZHAOLI_RUN_DIR:-$ROOT/.run}")
  export ZHAOLI_RUN_DIR=$RUN ZHAOLI_SCRIPT=$ROOT/zhaoli
  LOGS=$RUN/logs
  PIDS=$RUN/pids
  APPS=$RUN/apps
  SECRETS=$RUN/secrets.env
  SETTINGS=$RUN/platform.env
}

make_run_directory() {
  mkdir -p "$RUN" 2>/dev/null || die "$RUN cannot be made: set ZHAOLI_RUN_DIR to a directory that you may write."
  chmod 700 "$RUN"
  mkdir -p "$LOGS" "$PIDS" "$APPS" "$RUN/tmp"
}

# Takes NAME=value lines as they are, without running them; quotes around a value are taken off.
read_variables() {
  local name value
  [ -e "$1" ] || return 0
  while IFS='=' read -r name value; do
    if [[ $name =~ ^[A-Z][A-Z0-9_]*$ ]] && { [ "${2:-}" = over ] || [ -z "${!name:-}" ]; }; then
      value=${value#[\'\"]}
      export "$name=${value%[\'\"]}"
    fi
  done <"$1"
}

load_settings() {
  read_variables "$SETTINGS"
  read_variables "$SECRETS"
  read_variables <(echo "$DEFAULTS")
  : "${ZHAOLI_NACOS_ADDR:=127.0.0.1:$ZHAOLI_NACOS_PORT}"
  : "${ZHAOLI_PUBLIC_URL:=http://127.0.0.1:$ZHAOLI_GATEWAY_PORT}"
  : "${ZHAOLI_SANDBOX_URL:=http://127.0.0.1:$ZHAOLI_SANDBOX_PORT}"
  : "${ZHAOLI_SANDBOX_DIR:=$RUN/sandbox}"
  : "${ZHAOLI_CHATBOT_URL:=$ZHAOLI_SANDBOX_URL/chatbot/api.php}"
  : "${ZHAOLI_TLS_KEYSTORE:=$RUN/tls/gateway.p12}"
  : "${ZHAOLI_TLS_CLIENT_CA:=$RUN/tls/terminal-ca.pem}"
  export ZHAOLI_NACOS_ADDR ZHAOLI_PUBLIC_URL ZHAOLI_SANDBOX_URL ZHAOLI_SANDBOX_DIR
  export ZHAOLI_CHATBOT_URL ZHAOLI_TLS_KEYSTORE ZHAOLI_TLS_CLIENT_CA
}

# Later commands then mean the same platform without being told again; "down" forgets it.
save_settings() {
  local name
  for name in $(sed -n 's/=.*//p' <<<"$DEFAULTS") ZHAOLI_DISPATCH ZHAOLI_NACOS_ADDR \
    ZHAOLI_PUBLIC_URL ZHAOLI_SANDBOX_URL ZHAOLI_SANDBOX_DIR ZHAOLI_CHATBOT_URL \
    ZHAOLI_TLS_KEYSTORE ZHAOLI_TLS_CLIENT_CA; do
    echo "$name=${!name:-}"
  done >"$SETTINGS"
}

# secret NAME GENERATOR...: makes it at the first need and keeps it; the environment's is not kept.
secret() {
  local name=$1 value
  shift
  if [ -z "${!name:-}" ]; then
    value=$("$@")
    (umask 077 && echo "$name=$value" >>"$SECRETS")
    export "$name=$value"
  fi
}

encryption_key() { echo "k1:$(random_base64 32)"; }

make_secrets() {
  [ -n "${ZHAOLI_FIRST_OPERATOR_PASSWORD:-}" ] || NEW_OPERATOR=yes
  secret ZHAOLI_FIRST_OPERATOR_PASSWORD random_text 20
  secret ZHAOLI_INTERNAL_KEY random_base64 32
  secret ZHAOLI_ENCRYPTION_KEY encryption_key
  secret ZHAOLI_XXL_JOB_TOKEN random_text 32
  secret ZHAOLI_NACOS_PASSWORD random_text 32
  secret ZHAOLI_NACOS_TOKEN_KEY random_base64 48
  secret ZHAOLI_NACOS_IDENTITY random_text 32
  secret ZHAOLI_TLS_PASSWORD random_text 32
}

# The gateway's development certificate, and what it knows terminals' certificates by.
make_certificate() {
  if [ ! -s "$ZHAOLI_TLS_KEYSTORE" ]; then
    mkdir -p "$(dirname "$ZHAOLI_TLS_KEYSTORE")"
    keytool "$ZHAOLI_TLS_KEYSTORE" -genkeypair -alias gateway -keyalg EC -groupname secp256r1 \
      -dname "CN=localhost, O=zhaoli-pay development" -ext "SAN=DNS:localhost,IP:127.0.0.1" \
      -validity 825
  fi
  if [ "$ZHAOLI_TLS_CLIENT_CERTIFICATES" != none ]; then make_authority; fi
}

# The authority that issues terminals' certificates. Whoever has its key makes any terminal's.
make_authority() {
  AUTHORITY=$RUN/tls/terminal-ca.p12
  if [ ! -s "$AUTHORITY" ]; then
    mkdir -p "$RUN/tls"
    keytool "$AUTHORITY" -genkeypair -alias authority -keyalg EC -groupname secp256r1 \
      -dname "CN=zhaoli-pay terminals" -ext bc:critical=ca:true,pathlen:0 \
      -ext ku:critical=keyCertSign,cRLSign -validity 3650
  fi
  if [ ! -s "$RUN/tls/terminal-ca.pem" ]; then
    keytool "$AUTHORITY" -exportcert -rfc -alias authority -file "$RUN/tls/terminal-ca.pem"
  fi
}

# make_terminal_certificate TERMINAL_NO FILE: a key store of the password $CERTIFICATE_PASSWORD.
make_terminal_certificate() {
  local work
  work=$(mktemp -d "$RUN/tls/work.XXXXXX")
  cp "$AUTHORITY" "$work/keys.p12"
  keytool "$work/keys.p12" -genkeypair -alias terminal -signer authority -keyalg EC \
    -groupname secp256r1 -dname "CN=$1" -ext eku=clientAuth -ext ku:critical=digitalSignature \
    -validity 825
  CERTIFICATE_PASSWORD=$CERTIFICATE_PASSWORD keytool "$work/keys.p12" -importkeystore \
    -srckeystore "$work/keys.p12" -srcstoretype PKCS12 -srcstorepass:env ZHAOLI_TLS_PASSWORD \
    -srcalias terminal -destkeystore "$work/terminal.p12" -deststoretype PKCS12 \
    -deststorepass:env CERTIFICATE_PASSWORD
  mv "$work/terminal.p12" "$2"
  rm -r "$work"
}

# keytool KEYSTORE ARGUMENT...: passwords come by the environment, files are readable by us only.
keytool() {
  local keystore=$1 named=()
  shift
  [ "$1" = -importkeystore ] || named=(-storetype PKCS12 -keystore "$keystore" -storepass:env ZHAOLI_TLS_PASSWORD)
  (umask 077 && "$JAVA_HOME/bin/keytool" "$@" "${named[@]}" >"$LOGS/keytool.log" 2>&1) ||
    die "keytool could not work on $keystore." keytool
}
