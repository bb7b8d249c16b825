-- Every method of both wallets: payments that are opened in a wallet later, several orders per
-- payment, refunds, kept callbacks, and answers kept by Idempotency-Key.

-- An AGGREGATE_QR payment has neither channel nor order until its payer chooses a wallet.
ALTER TABLE payment
  MODIFY channel    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY attempt_no VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the current order at a channel, or the one that was paid',
  ADD COLUMN refund_reserved_fen BIGINT NOT NULL DEFAULT 0 COMMENT 'given back or on its way back, at most amount_fen',
  ADD COLUMN refunded_fen        BIGINT NOT NULL DEFAULT 0 COMMENT 'given back, at most refund_reserved_fen',
  ADD COLUMN close_due_at DATETIME(3) NULL COMMENT 'when to close it, while no order at a channel says so; taking the row moves it on, which is the lease',
  ADD KEY ix_payment_close_due (close_due_at),
  ADD KEY ix_payment_merchant (merchant_no, payment_no),
  ADD KEY ix_payment_paid (merchant_no, paid_at);

ALTER TABLE payment_attempt
  MODIFY status     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  ADD COLUMN method     VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'null: NATIVE, of times before other methods',
  ADD COLUMN pay_params TEXT         CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'JSON of what the wallet page goes on with',
  ADD COLUMN payer_id   VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'whom pay_params were made for',
  ADD COLUMN store_id   VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN paid_at    DATETIME(3)  NULL COMMENT 'when the channel took the money',
  ADD KEY ix_attempt_channel_sync (channel, next_sync_at),
  ADD KEY ix_attempt_trade_no (channel_trade_no),
  ADD KEY ix_attempt_paid (channel_account_no, paid_at);

-- A refund is on record before the channel hears of it. origin AUTO gives back money that no
-- payment could take; it is not of the payment's books.
CREATE TABLE payment_refund (
  refund_no          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'also the number at the channel',
  payment_no         VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempt_no         VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the order whose money goes back',
  merchant_no        VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  out_refund_no      VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the merchant''s number; ours again where origin is AUTO',
  origin             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_account_no VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  amount_fen         BIGINT       NOT NULL,
  reason             VARCHAR(128) NULL,
  status             VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_refund_no  VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  failure_code       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  next_sync_at       DATETIME(3)  NULL COMMENT 'when to ask the channel next; taking the row moves it on, which is the lease; null: it is decided',
  created_at         DATETIME(3)  NOT NULL,
  updated_at         DATETIME(3)  NOT NULL,
  refunded_at        DATETIME(3)  NULL,
  PRIMARY KEY (refund_no),
  UNIQUE KEY uk_refund_out_refund_no (merchant_no, out_refund_no),
  KEY ix_refund_payment (payment_no, refund_no),
  KEY ix_refund_sync (channel, next_sync_at),
  KEY ix_refund_done (channel_account_no, refunded_at),
  KEY ix_refund_merchant (merchant_no, refunded_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE payment_anomaly
  ADD COLUMN refund_no VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what gives it back';

-- What channels sent, as they sent it, for whoever has to look into a case later.
CREATE TABLE callback_archive (
  callback_id        BIGINT       NOT NULL AUTO_INCREMENT,
  channel            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_account_no VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempt_no         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the order that it names, where it could be read',
  result             VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  headers            TEXT         CHARACTER SET utf8mb4 NOT NULL,
  body               MEDIUMBLOB   NOT NULL,
  received_at        DATETIME(3)  NOT NULL,
  PRIMARY KEY (callback_id),
  KEY ix_callback_attempt (attempt_no),
  KEY ix_callback_received (received_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Answers by Idempotency-Key, kept for seven days.
CREATE TABLE idempotency_record (
  merchant_no     VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  key_hash        CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of path and key',
  request_hash    CHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of method, path, query and body',
  locked_until    DATETIME(3)  NOT NULL COMMENT 'the first request runs until then at the latest; doubles as the owner''s token',
  answer_status   SMALLINT     NULL COMMENT 'null: no answer yet',
  answer_body     MEDIUMTEXT   NULL,
  created_at      DATETIME(3)  NOT NULL,
  PRIMARY KEY (merchant_no, key_hash),
  KEY ix_idempotency_created (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
