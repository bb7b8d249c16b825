-- Runs of jobs, the ranges that executors share, and the batches that failed. Times are UTC. Numbers
-- and keys are ascii with binary collation: they are compared byte by byte, as their services do.

CREATE TABLE job_run (
  run_no      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  job         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  open_job    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the job until the run is over: a job has one open run at most',
  cutoff      DATETIME(3) NOT NULL COMMENT 'what was due then is worked on',
  work_day    DATE        NULL COMMENT 'the business day of a job that has one',
  threads     INT         NOT NULL COMMENT 'in each executor',
  batch_keys  INT         NOT NULL,
  status      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  total       BIGINT      NOT NULL DEFAULT 0 COMMENT 'keys in all ranges',
  plan_owner  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'who makes the ranges',
  plan_until  DATETIME(3) NULL COMMENT 'until when nobody else does',
  created_at  DATETIME(3) NOT NULL,
  updated_at  DATETIME(3) NOT NULL,
  ended_at    DATETIME(3) NULL,
  PRIMARY KEY (run_no),
  UNIQUE KEY uk_job_run_open (open_job),
  KEY ix_job_run_job (job, run_no),
  KEY ix_job_run_day (job, work_day, status)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE job_range (
  run_no       VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  range_no     INT          NOT NULL COMMENT 'from 0, in the order of their keys',
  after_key    VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the range begins after it; empty: with the first',
  up_to_key    VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  planned      INT          NOT NULL COMMENT 'keys when it was made',
  position_key VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the checkpoint: keys up to it are done or recorded as failed',
  status       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  owner        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the lease: whose, made anew for each',
  lease_until  DATETIME(3)  NULL COMMENT 'until when; null: free',
  takes        INT          NOT NULL DEFAULT 0 COMMENT 'leases since the last checkpoint',
  handled      INT          NOT NULL DEFAULT 0,
  changed      INT          NOT NULL DEFAULT 0,
  failed       INT          NOT NULL DEFAULT 0,
  updated_at   DATETIME(3)  NOT NULL,
  PRIMARY KEY (run_no, range_no),
  KEY ix_job_range_free (run_no, status, lease_until)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE job_failed_batch (
  batch_no    VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  run_no      VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  range_no    INT          NOT NULL,
  job         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  cutoff      DATETIME(3)  NOT NULL,
  work_day    DATE         NULL,
  after_key   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  up_to_key   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  batch_keys  MEDIUMTEXT   CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the keys that failed, one a line; null: they could not be read, all of the range',
  key_count   INT          NOT NULL,
  reason      VARCHAR(500) NOT NULL,
  status      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  redos       INT          NOT NULL DEFAULT 0,
  owner       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  lease_until DATETIME(3)  NULL,
  created_at  DATETIME(3)  NOT NULL,
  updated_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (batch_no),
  KEY ix_job_failed_batch_open (status, batch_no),
  KEY ix_job_failed_batch_run (run_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
