-- What terminals' journals say otherwise than the platform. The first word of a terminal about a
-- number stays; people look into it.

CREATE TABLE journal_conflict (
  id                 BIGINT       NOT NULL AUTO_INCREMENT,
  terminal_no        VARCHAR(40)  NOT NULL,
  terminal_trade_no  VARCHAR(32)  NOT NULL,
  merchant_no        VARCHAR(40)  NOT NULL,
  store_id           VARCHAR(32)  NOT NULL,
  told_amount_fen    BIGINT       NOT NULL COMMENT 'told_: as the terminal had it',
  told_status        VARCHAR(16)  NOT NULL,
  trade_no           VARCHAR(32)  NULL COMMENT 'null where the number was used before the terminal was moved',
  amount_fen         BIGINT       NULL,
  status             VARCHAR(16)  NULL,
  created_at         DATETIME(3)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uk_journal_conflict_terminal (terminal_no, merchant_no, terminal_trade_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
