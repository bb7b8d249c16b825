-- Terminals are activated by a code, sign with keys of their own, and are taken out of use.

ALTER TABLE terminal
  ADD COLUMN model             VARCHAR(64)  NULL COMMENT 'as the device tells it',
  ADD COLUMN software_version  VARCHAR(64)  NULL COMMENT 'as the device tells it',
  ADD COLUMN activated_at      DATETIME(3)  NULL,
  ADD COLUMN state_reason      VARCHAR(200) NULL COMMENT 'why it is out of use',
  ADD COLUMN key_count         INT          NOT NULL DEFAULT 0 COMMENT 'keys it ever had; numbers the next one',
  ADD COLUMN key_rotation_due  TINYINT      NOT NULL DEFAULT 0 COMMENT 'the device is to fetch a new key';

-- The latest code of each terminal. A new code takes the place of the one before.
CREATE TABLE terminal_activation (
  terminal_no     VARCHAR(40)  NOT NULL,
  code_no         VARCHAR(40)  NOT NULL COMMENT 'names the code, so that a change never meets another one',
  code_hash       VARCHAR(100) NOT NULL COMMENT 'bcrypt',
  tries_left      INT          NOT NULL,
  expires_at      DATETIME(3)  NOT NULL,
  used_at         DATETIME(3)  NULL,
  activation_hash VARCHAR(64)  NULL COMMENT 'SHA-256 of the id that the device made for its request',
  key_id          VARCHAR(32)  NULL COMMENT 'the key that it brought',
  created_at      DATETIME(3)  NOT NULL,
  PRIMARY KEY (terminal_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE device_key (
  terminal_no   VARCHAR(40)  NOT NULL,
  key_id        VARCHAR(32)  NOT NULL,
  secret_sealed VARCHAR(300) NOT NULL COMMENT 'AES-256-GCM, bound to terminal_no and key_id',
  status        VARCHAR(16)  NOT NULL,
  -- The largest counter taken, and which of the 64 up to it were: bit n stands for counter_high - n.
  counter_high  BIGINT       NOT NULL DEFAULT 0,
  counter_seen  BIGINT       NOT NULL DEFAULT 0,
  created_at    DATETIME(3)  NOT NULL,
  confirmed_at  DATETIME(3)  NULL,
  ended_at      DATETIME(3)  NULL,
  PRIMARY KEY (terminal_no, key_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who did what to which terminal, and what was refused it. Takes entries and gives none up.
CREATE TABLE audit_log (
  id          BIGINT        NOT NULL AUTO_INCREMENT,
  at          DATETIME(3)   NOT NULL,
  actor       VARCHAR(40)   NOT NULL COMMENT 'an operator, a merchant, a terminal, or nobody',
  action      VARCHAR(40)   NOT NULL,
  subject     VARCHAR(64)   NOT NULL COMMENT 'terminal_no, or what was named as one',
  detail      VARCHAR(500)  NULL,
  request_id  VARCHAR(64)   NOT NULL,
  PRIMARY KEY (id),
  KEY idx_audit_log_subject (subject, id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TRIGGER audit_log_keeps_entries BEFORE UPDATE ON audit_log FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_log is append only';

CREATE TRIGGER audit_log_gives_none_up BEFORE DELETE ON audit_log FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_log is append only';
