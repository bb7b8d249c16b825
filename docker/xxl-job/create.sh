#!/usr/bin/env bash
# Makes XXL-JOB's tables once, our jobs in them, and the login of its admin. Runs in a container of docker-compose.yml;
# the client takes the root password from MYSQL_PWD.
set -euo pipefail

schema=/schema/tables_xxl_job.sql
database() { mariadb --host=mariadb --user=root --batch --skip-column-names "$@"; }

tables=$(database <<<"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'xxl_job'")
if [ "$tables" = 0 ]; then
  if [ ! -r "$schema" ]; then
    echo "docker/xxl-job/tables_xxl_job.sql is missing: see docker-compose.yml, xxl-job-schema." >&2
    exit 1
  fi
  database <"$schema"
fi
database xxl_job </jobs/jobs.sql
database <<SQL
CREATE USER IF NOT EXISTS 'xxl_job'@'%' IDENTIFIED BY '$XXL_DB_PASSWORD';
GRANT ALL PRIVILEGES ON xxl_job.* TO 'xxl_job'@'%';
SQL
