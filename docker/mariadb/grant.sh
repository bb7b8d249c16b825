# Read by the image's entry point at the first start, which offers docker_process_sql. Each service
# makes its own schema zhaoli_<name>.
# shellcheck shell=bash
docker_process_sql <<SQL
GRANT ALL PRIVILEGES ON \`zhaoli\\_%\`.* TO '$MARIADB_USER'@'%';
SQL
