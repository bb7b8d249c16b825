-- The channels' bills against our books. Times are UTC; a business day is one of Asia/Shanghai.

-- One day of one account at a channel. The turn counts how often it was taken up: who works on it
-- names the turn in every statement, so that one who lost the lease changes nothing any more.
CREATE TABLE reconcile_run (
  run_no             VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_account_no VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  business_day       DATE         NOT NULL,
  status             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  turn               INT          NOT NULL DEFAULT 0,
  tries              INT          NOT NULL DEFAULT 0 COMMENT 'how often it was taken up since it was last asked for or done',
  rechecks           INT          NOT NULL DEFAULT 0 COMMENT 'how often it was made again by itself since it was last asked for',
  due_at             DATETIME(3)  NULL COMMENT 'when it may be taken up; taking moves it on, which is the lease; null: there is nothing to do',
  cleanup_at         DATETIME(3)  NULL COMMENT 'when the rows of its bill may go; null: there are none, or they are in use',
  bill_rows          BIGINT       NOT NULL DEFAULT 0,
  bill_payment_fen   BIGINT       NOT NULL DEFAULT 0,
  bill_refund_fen    BIGINT       NOT NULL DEFAULT 0,
  own_payment_fen    BIGINT       NOT NULL DEFAULT 0,
  own_refund_fen     BIGINT       NOT NULL DEFAULT 0,
  differences        BIGINT       NOT NULL DEFAULT 0 COMMENT 'found by the last comparison, whatever was decided on them',
  failure            VARCHAR(255) NULL,
  requested_by       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the operator who asked for it last',
  created_at         DATETIME(3)  NOT NULL,
  updated_at         DATETIME(3)  NOT NULL,
  finished_at        DATETIME(3)  NULL COMMENT 'when it was last done',
  PRIMARY KEY (run_no),
  UNIQUE KEY uk_run_day (channel, channel_account_no, business_day),
  KEY ix_run_due (due_at),
  KEY ix_run_cleanup (cleanup_at),
  KEY ix_run_day (business_day, run_no),
  KEY ix_run_status (status, run_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The days for which runs were made. Taking a day moves leased_until on.
CREATE TABLE reconcile_day (
  business_day DATE        NOT NULL,
  leased_until DATETIME(3) NOT NULL,
  opened_at    DATETIME(3) NULL COMMENT 'when all its runs were there',
  PRIMARY KEY (business_day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A bill as it was read, until it is compared. entry_no is what we gave the channel: an attemptNo
-- or a refundNo; for money that went back without a refund of ours (a reversal) the attemptNo.
CREATE TABLE reconcile_bill_row (
  run_no           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  turn             INT         NOT NULL,
  subject          VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  entry_no         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  row_no           BIGINT      NOT NULL,
  attempt_no       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_trade_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount_fen       BIGINT      NOT NULL,
  status           VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (run_no, turn, subject, entry_no, row_no),
  KEY ix_bill_attempt (run_no, turn, attempt_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Entries that stand in the bill of another day than in our books: midnight came between the two.
CREATE TABLE reconcile_cut_off (
  channel            VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_account_no VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject            VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  entry_no           VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  bill_day           DATE        NOT NULL,
  PRIMARY KEY (channel, channel_account_no, subject, entry_no, bill_day),
  KEY ix_cut_off_day (channel, channel_account_no, bill_day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What does not agree, and what was decided on it.
CREATE TABLE reconcile_difference (
  difference_no      VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  run_no             VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject            VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  entry_no           VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind               VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_account_no VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  business_day       DATE         NOT NULL,
  wait_for_day       DATE         NULL COMMENT 'WAITING: the day whose bill may still hold it',
  merchant_no        VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'null: our books do not know it',
  attempt_no         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_trade_no   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  bill_rows          BIGINT       NOT NULL,
  bill_fen           BIGINT       NULL,
  bill_status        VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  own_fen            BIGINT       NULL,
  own_status         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  turn               INT          NOT NULL COMMENT 'the turn of its run that saw it last',
  alerted            BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'whether somebody was called to it since it is open',
  note               VARCHAR(500) NULL,
  decided_by         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'null with decided_at: it went by itself',
  decided_at         DATETIME(3)  NULL,
  created_at         DATETIME(3)  NOT NULL,
  updated_at         DATETIME(3)  NOT NULL,
  PRIMARY KEY (difference_no),
  UNIQUE KEY uk_difference_entry (run_no, subject, entry_no, kind),
  KEY ix_difference_status (status, difference_no),
  KEY ix_difference_status_kind (status, kind, difference_no),
  KEY ix_difference_kind (kind, difference_no),
  KEY ix_difference_run (run_no, difference_no),
  KEY ix_difference_seen (run_no, turn),
  KEY ix_difference_number (entry_no),
  KEY ix_difference_wait (channel_account_no, wait_for_day)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
