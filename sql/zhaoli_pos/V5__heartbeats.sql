-- What terminals tell of themselves, and what they are told.

CREATE TABLE terminal_health (
  terminal_no      VARCHAR(40) NOT NULL,
  last_seen_at     DATETIME(3) NOT NULL,
  software_version VARCHAR(64) NULL,
  battery_percent  INT         NULL,
  charging         TINYINT     NULL,
  signal_percent   INT         NULL,
  paper            VARCHAR(8)  NULL,
  PRIMARY KEY (terminal_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE terminal_message (
  message_no      VARCHAR(40)  NOT NULL,
  terminal_no     VARCHAR(40)  NOT NULL,
  title           VARCHAR(40)  NOT NULL,
  text            VARCHAR(500) NOT NULL,
  acknowledged_at DATETIME(3)  NULL COMMENT 'when the terminal said that it was shown',
  created_by      VARCHAR(40)  NOT NULL,
  created_at      DATETIME(3)  NOT NULL,
  PRIMARY KEY (message_no),
  KEY idx_terminal_message_open (terminal_no, acknowledged_at, message_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
