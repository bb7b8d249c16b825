-- Who works at the terminals of a store, when, and what was agreed at the end of a shift.

CREATE TABLE cashier (
  merchant_no  VARCHAR(40)  NOT NULL,
  store_id     VARCHAR(32)  NOT NULL,
  cashier_no   VARCHAR(8)   NOT NULL,
  name         VARCHAR(32)  NOT NULL,
  role         VARCHAR(16)  NOT NULL,
  status       VARCHAR(16)  NOT NULL,
  pin_hash     VARCHAR(100) NOT NULL COMMENT 'bcrypt',
  failures     INT          NOT NULL DEFAULT 0 COMMENT 'wrong PINs since the last right one or lock',
  locked_until DATETIME(3)  NULL,
  created_at   DATETIME(3)  NOT NULL,
  updated_at   DATETIME(3)  NOT NULL,
  PRIMARY KEY (merchant_no, store_id, cashier_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE shift (
  shift_no      VARCHAR(40)  NOT NULL,
  terminal_no   VARCHAR(40)  NOT NULL,
  merchant_no   VARCHAR(40)  NOT NULL,
  store_id      VARCHAR(32)  NOT NULL,
  cashier_no    VARCHAR(8)   NOT NULL,
  role          VARCHAR(16)  NOT NULL,
  status        VARCHAR(16)  NOT NULL,
  open_terminal VARCHAR(40)  NULL COMMENT 'the terminal while the shift is open: one at a time',
  agreed        TINYINT      NULL COMMENT 'whether both had the same totals',
  opened_at     DATETIME(3)  NOT NULL,
  closed_at     DATETIME(3)  NULL,
  PRIMARY KEY (shift_no),
  UNIQUE KEY uk_shift_open (open_terminal),
  KEY idx_shift_terminal (terminal_no, shift_no),
  KEY idx_shift_agreed (agreed, closed_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Totals of a closed shift as both sides had them, one row a channel.
CREATE TABLE shift_total (
  shift_no                VARCHAR(40) NOT NULL,
  channel                 VARCHAR(16) NOT NULL,
  payment_count           BIGINT      NOT NULL,
  payment_amount_fen      BIGINT      NOT NULL,
  refund_count            BIGINT      NOT NULL,
  refund_amount_fen       BIGINT      NOT NULL,
  told_payment_count      BIGINT      NOT NULL COMMENT 'told_: as the terminal had it',
  told_payment_amount_fen BIGINT      NOT NULL,
  told_refund_count       BIGINT      NOT NULL,
  told_refund_amount_fen  BIGINT      NOT NULL,
  PRIMARY KEY (shift_no, channel)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
