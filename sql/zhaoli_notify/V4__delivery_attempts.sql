-- Each attempt of each delivery, and replays of ranges. Times are UTC. Numbers sort by time, so that
-- what is old is a range of the primary key.

CREATE TABLE delivery_attempt (
  attempt_no      VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  notification_no VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  began_at        DATETIME(3)  NOT NULL,
  took_millis     INT          NOT NULL,
  result          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  address         VARCHAR(512) NULL COMMENT 'what was called; null for a message in WeChat',
  http_status     INT          NULL,
  response        VARCHAR(200) NULL COMMENT 'the beginning of the answer',
  problem         VARCHAR(500) NULL,
  PRIMARY KEY (attempt_no),
  KEY ix_delivery_attempt_notification (notification_no, attempt_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

ALTER TABLE notification
  ADD KEY ix_notification_merchant (merchant_no, notification_no);

CREATE TABLE replay (
  replay_no   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  merchant_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  endpoint_no VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since       DATETIME(3) NOT NULL,
  until       DATETIME(3) NOT NULL,
  only_failed BOOLEAN     NOT NULL,
  position_no VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'notifications up to this number are done',
  replayed    INT         NOT NULL DEFAULT 0,
  status      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_at      DATETIME(3) NULL COMMENT 'when it goes on; taking it moves it on, which is the lease; null: it is done',
  created_by  VARCHAR(64) NULL COMMENT 'the operator; null: the merchant',
  created_at  DATETIME(3) NOT NULL,
  updated_at  DATETIME(3) NOT NULL,
  PRIMARY KEY (replay_no),
  KEY ix_replay_due (due_at),
  KEY ix_replay_merchant (merchant_no, replay_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
