-- Who is told of what: the delivery log, which is also the claim that decides where Redis was lost.
-- Ids are ASCII and compared byte by byte. Times are UTC. Both MariaDB 10.11 and MySQL 8 take this.

CREATE TABLE notification (
  notification_no  VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payment_no       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  event_id         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- A receiverNo or an endpointNo; 'receiver' or 'endpoint' while there is none to name.
  target           VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- 0 for the first delivery, raised by each replay.
  delivery_seq     INT          NOT NULL,
  target_kind      VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  merchant_no      VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  event_type       VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts         INT          NOT NULL,
  -- The lease: whose token, until when. Both NULL while nobody works on it.
  owner            VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  lease_until      DATETIME(3)  NULL,
  -- When the poller takes it. NULL where a broker message brings it back, and when it is settled.
  due_at           DATETIME(3)  NULL,
  next_attempt_at  DATETIME(3)  NULL,
  last_http_status INT          NULL,
  last_error       VARCHAR(500) NULL,
  delivered_at     DATETIME(3)  NULL,
  created_at       DATETIME(3)  NOT NULL,
  updated_at       DATETIME(3)  NOT NULL,
  PRIMARY KEY (notification_no),
  UNIQUE KEY uk_notification_claim (payment_no, event_id, target, delivery_seq),
  KEY ix_notification_due (target_kind, due_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- Dispatch mode async: the events themselves, which in mode rabbit are on the broker.
CREATE TABLE event_message (
  event_id     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  delivery_seq INT         NOT NULL,
  payment_no   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Which request stored it, so that a repeated request adds nothing.
  intake_no    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payload      MEDIUMBLOB  NOT NULL,
  created_at   DATETIME(3) NOT NULL,
  PRIMARY KEY (event_id, delivery_seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- What could not be delivered or read. One row for each event and target, whoever stores it twice.
CREATE TABLE dead_letter (
  dead_letter_no VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- 'sha256:' and the digest of the payload where no event could be read from it.
  event_id       VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  target         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  delivery_seq   INT          NOT NULL,
  target_kind    VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payment_no     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  merchant_no    VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  event_type     VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  payload        MEDIUMBLOB   NOT NULL,
  reason         VARCHAR(500) NOT NULL,
  attempts       INT          NOT NULL,
  created_at     DATETIME(3)  NOT NULL,
  updated_at     DATETIME(3)  NOT NULL,
  PRIMARY KEY (dead_letter_no),
  UNIQUE KEY uk_dead_letter (event_id, target)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE webhook_endpoint (
  endpoint_no VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  merchant_no VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The merchantNo for the merchant's default endpoint, else NULL: at most one default each.
  default_of  VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  url         VARCHAR(512) NULL,
  -- Encrypted (AES-256-GCM) with the endpointNo as context.
  secret      VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at  DATETIME(3)  NOT NULL,
  updated_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (endpoint_no),
  UNIQUE KEY uk_webhook_endpoint_default (default_of),
  KEY ix_webhook_endpoint_merchant (merchant_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
