-- Replies to followers: rules, what was said, and the audit log of the official account.
-- Times are UTC with milliseconds.

CREATE TABLE reply_rule (
  rule_no      VARCHAR(40)   NOT NULL,
  account      VARCHAR(32)   NOT NULL,
  name         VARCHAR(64)   NOT NULL,
  kind         VARCHAR(16)   NOT NULL,
  -- A text, a part of one, a regular expression of RE2, or a menu's key; empty for ON_SUBSCRIBE.
  pattern      VARCHAR(256)  NOT NULL,
  priority     INT           NOT NULL,
  window_json  VARCHAR(400)  NULL,
  replies_json TEXT          NOT NULL,
  enabled      TINYINT(1)    NOT NULL,
  -- Each change is a compare-and-set on it.
  version      BIGINT        NOT NULL,
  created_at   DATETIME(3)   NOT NULL,
  created_by   VARCHAR(64)   NOT NULL,
  updated_at   DATETIME(3)   NOT NULL,
  updated_by   VARCHAR(64)   NOT NULL,
  PRIMARY KEY (rule_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row. Its version rises in the transaction of each change of a rule: instances read the rules
-- again when it is not the one that they know.
CREATE TABLE reply_rule_version (
  id      TINYINT  NOT NULL,
  version BIGINT   NOT NULL,
  PRIMARY KEY (id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO reply_rule_version (id, version) VALUES (1, 0);

-- What followers said and what they were answered. A row is also the claim of its message: of
-- several pushes of one message, the one that inserts answers.
CREATE TABLE wechat_conversation (
  id              BIGINT        NOT NULL AUTO_INCREMENT,
  dedup_key       VARCHAR(255)  NOT NULL,
  account         VARCHAR(32)   NOT NULL,
  openid          VARCHAR(64)   NOT NULL,
  kind            VARCHAR(16)   NOT NULL,
  -- Encrypted, as is the reply: people write of themselves.
  content         TEXT          NOT NULL,
  reply           TEXT          NULL,
  source          VARCHAR(16)   NULL,
  rule_no         VARCHAR(40)   NULL,
  -- Whether the first part was the answer to the push itself.
  passive         TINYINT(1)    NOT NULL,
  parts           INT           NOT NULL,
  -- Parts that were handed over or are being sent: such a part is never sent again.
  parts_begun     INT           NOT NULL,
  status          VARCHAR(16)   NOT NULL,
  attempts        INT           NOT NULL,
  next_attempt_at DATETIME(3)   NOT NULL,
  lease_owner     VARCHAR(40)   NULL,
  problem         VARCHAR(300)  NULL,
  created_at      DATETIME(3)   NOT NULL,
  settled_at      DATETIME(3)   NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uk_wechat_conversation (dedup_key),
  KEY idx_wechat_conversation_due (status, next_attempt_at),
  KEY idx_wechat_conversation_openid (openid, created_at),
  KEY idx_wechat_conversation_created (created_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE wechat_audit_log (
  id          BIGINT        NOT NULL AUTO_INCREMENT,
  at          DATETIME(3)   NOT NULL,
  operator_no VARCHAR(64)   NOT NULL,
  action      VARCHAR(40)   NOT NULL,
  subject     VARCHAR(64)   NOT NULL,
  detail      VARCHAR(1000) NULL,
  request_id  VARCHAR(64)   NOT NULL,
  PRIMARY KEY (id),
  KEY idx_wechat_audit_log_subject (subject, id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The audit log takes entries and gives none up, whoever holds the service's login.
CREATE TRIGGER wechat_audit_log_keeps_entries BEFORE UPDATE ON wechat_audit_log FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'wechat_audit_log is append only';

CREATE TRIGGER wechat_audit_log_gives_none_up BEFORE DELETE ON wechat_audit_log FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'wechat_audit_log is append only';
