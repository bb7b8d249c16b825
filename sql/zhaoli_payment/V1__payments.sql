-- Payments, their orders at the channels, and the events that follow from them.
-- Times are UTC. Numbers and codes are ascii with binary collation: they are compared byte by byte.

CREATE TABLE payment (
  payment_no       VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  merchant_no      VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  app_id           VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  out_trade_no     VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  content_hash     CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of the request that created it',
  amount_fen       BIGINT       NOT NULL,
  subject          VARCHAR(128) NOT NULL,
  method           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status           VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  event_version    INT          NOT NULL DEFAULT 0 COMMENT 'how many events this payment has had',
  attempt_no       VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the current order at a channel',
  pay_token        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  notify_url       VARCHAR(512) CHARACTER SET ascii COLLATE ascii_bin NULL,
  return_url       VARCHAR(512) CHARACTER SET ascii COLLATE ascii_bin NULL,
  attach           VARCHAR(128) NULL,
  store_id         VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  terminal_no      VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  channel_trade_no VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  failure_code     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at       DATETIME(3)  NOT NULL,
  updated_at       DATETIME(3)  NOT NULL,
  expires_at       DATETIME(3)  NOT NULL,
  paid_at          DATETIME(3)  NULL,
  PRIMARY KEY (payment_no),
  UNIQUE KEY uk_payment_out_trade_no (merchant_no, out_trade_no),
  UNIQUE KEY uk_payment_pay_token (pay_token)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE payment_attempt (
  attempt_no         VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'out_trade_no at the channel',
  payment_no         VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  merchant_no        VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel            VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_account_no VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount_fen         BIGINT        NOT NULL,
  status             VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code_url           VARCHAR(1024) CHARACTER SET ascii COLLATE ascii_bin NULL,
  channel_trade_no   VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NULL,
  call_until         DATETIME(3)   NOT NULL COMMENT 'somebody is calling the channel until then',
  next_sync_at       DATETIME(3)   NULL COMMENT 'when to ask the channel next; taking the row moves it on, which is the lease; null: nothing is open',
  created_at         DATETIME(3)   NOT NULL,
  updated_at         DATETIME(3)   NOT NULL,
  PRIMARY KEY (attempt_no),
  KEY ix_attempt_payment (payment_no),
  KEY ix_attempt_sync (next_sync_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Money that a channel took and that our payment could not take. A person (later: an automatic
-- refund) has to give it back, so it is kept visibly and once.
CREATE TABLE payment_anomaly (
  attempt_no       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_trade_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payment_no       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  merchant_no      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind             VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount_fen       BIGINT      NOT NULL,
  created_at       DATETIME(3) NOT NULL,
  PRIMARY KEY (attempt_no, channel_trade_no),
  KEY ix_anomaly_payment (payment_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE outbox_event (
  event_id     VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payment_no   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version      INT         NOT NULL,
  event_type   VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  member       MEDIUMBLOB  NOT NULL COMMENT 'the event as a member of a batch',
  created_at   DATETIME(3) NOT NULL,
  due_at       DATETIME(3) NOT NULL COMMENT 'when the sweeper may take it; taking moves it on, which is the lease',
  published_at DATETIME(3) NULL COMMENT 'when the broker confirmed it',
  PRIMARY KEY (event_id),
  UNIQUE KEY uk_outbox_version (payment_no, version),
  KEY ix_outbox_unpublished (published_at, event_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
