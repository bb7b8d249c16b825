-- What merchants and operators set for a terminal; it comes with the answers to its heartbeats.

CREATE TABLE terminal_configuration (
  terminal_no       VARCHAR(40)  NOT NULL,
  version           BIGINT       NOT NULL COMMENT 'counts the changes; a terminal without a row has version 0',
  receipt_header    VARCHAR(500) NOT NULL COMMENT 'lines, joined by line feeds',
  receipt_footer    VARCHAR(500) NOT NULL COMMENT 'the same',
  receipt_columns   INT          NOT NULL,
  heartbeat_seconds INT          NOT NULL,
  qr_expire_seconds INT          NOT NULL,
  methods           VARCHAR(64)  NOT NULL COMMENT 'separated by commas',
  changed_by        VARCHAR(40)  NOT NULL,
  changed_at        DATETIME(3)  NOT NULL,
  confirmed_version BIGINT       NULL COMMENT 'the terminal works by it',
  confirmed_at      DATETIME(3)  NULL,
  PRIMARY KEY (terminal_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- By when a terminal counts as missing depends on when it was told to come again.
ALTER TABLE terminal_health
  ADD COLUMN next_heartbeat_seconds INT NOT NULL DEFAULT 60 COMMENT 'as the last answer said';

-- A message is for the place that the terminal was at when it was written.
ALTER TABLE terminal_message
  ADD COLUMN merchant_no VARCHAR(40) NULL,
  ADD COLUMN store_id    VARCHAR(32) NULL;

UPDATE terminal_message m JOIN terminal t ON t.terminal_no = m.terminal_no
   SET m.merchant_no = t.merchant_no, m.store_id = t.store_id
 WHERE m.acknowledged_at IS NULL;
