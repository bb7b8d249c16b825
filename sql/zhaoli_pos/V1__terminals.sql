-- Terminals of merchants' stores. Times are UTC with milliseconds.

CREATE TABLE terminal (
  terminal_no    VARCHAR(40)  NOT NULL,
  merchant_no    VARCHAR(40)  NOT NULL,
  store_id       VARCHAR(32)  NOT NULL,
  -- Upper case, and unique over all merchants: a device is in one place.
  serial_number  VARCHAR(64)  NOT NULL,
  status         VARCHAR(16)  NOT NULL,
  registered_by  VARCHAR(40)  NOT NULL,
  created_at     DATETIME(3)  NOT NULL,
  updated_at     DATETIME(3)  NOT NULL,
  PRIMARY KEY (terminal_no),
  UNIQUE KEY uk_terminal_serial_number (serial_number),
  KEY idx_terminal_merchant (merchant_no, terminal_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
