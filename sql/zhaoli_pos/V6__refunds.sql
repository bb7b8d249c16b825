-- Refunds at terminals. A refund is on record before payment-service hears of it.

CREATE TABLE pos_refund (
  out_refund_no      VARCHAR(32)  NOT NULL COMMENT 'the outRefundNo of its refund',
  terminal_no        VARCHAR(40)  NOT NULL,
  terminal_refund_no VARCHAR(32)  NOT NULL COMMENT 'the terminal asks by it',
  merchant_no        VARCHAR(40)  NOT NULL,
  store_id           VARCHAR(32)  NOT NULL,
  shift_no           VARCHAR(40)  NOT NULL,
  trade_no           VARCHAR(32)  NOT NULL,
  payment_no         VARCHAR(40)  NOT NULL,
  channel            VARCHAR(16)  NOT NULL,
  amount_fen         BIGINT       NOT NULL,
  reason             VARCHAR(26)  NULL,
  supervisor_no      VARCHAR(8)   NOT NULL COMMENT 'who allowed it',
  status             VARCHAR(16)  NOT NULL,
  version            BIGINT       NOT NULL DEFAULT 0 COMMENT 'each change is a compare-and-set on it',
  refund_no          VARCHAR(40)  NULL,
  failure_code       VARCHAR(64)  NULL,
  next_look_at       DATETIME(3)  NULL COMMENT 'null once it is final',
  refunded_at        DATETIME(3)  NULL,
  created_at         DATETIME(3)  NOT NULL,
  updated_at         DATETIME(3)  NOT NULL,
  PRIMARY KEY (out_refund_no),
  UNIQUE KEY uk_pos_refund_terminal (terminal_no, terminal_refund_no),
  KEY idx_pos_refund_look (next_look_at, out_refund_no),
  KEY idx_pos_refund_shift (shift_no, out_refund_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
