-- Stores with a QR code of their own, and what the cashier remembers of the browsers of a payment.

CREATE TABLE store (
  store_no    VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'grows with time: the key by which lists are paged',
  store_code  VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what the QR code says; random',
  merchant_no VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  app_id      VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the app that made it, whose payments its customers make',
  store_id    VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the name that the merchant has for it',
  name        VARCHAR(64)  NOT NULL,
  status      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at  DATETIME(3)  NOT NULL,
  updated_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (store_no),
  UNIQUE KEY uk_store_code (store_code),
  UNIQUE KEY uk_store_id (merchant_no, store_id),
  KEY ix_store_merchant (merchant_no, store_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row for each payment that a browser opened. Keys of browsers are kept as SHA-256 only.
CREATE TABLE cashier_session (
  payment_no           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  merchant_no          VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts             INT         NOT NULL COMMENT 'how often it was opened at a channel',
  owner_hash           CHAR(64)    CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the browser that opened it the way it is open now',
  channel              VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  method               VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  sign_in_hash         CHAR(64)    CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the state of a sign-in under way; good for one use',
  sign_in_browser_hash CHAR(64)    CHARACTER SET ascii COLLATE ascii_bin NULL,
  sign_in_channel      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  sign_in_until        DATETIME(3) NULL,
  created_at           DATETIME(3) NOT NULL,
  updated_at           DATETIME(3) NOT NULL,
  PRIMARY KEY (payment_no)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
