-- Template messages of several accounts: templates that operators change, messages that the service
-- goes on with by itself, their history, and what became of a day's quota.

-- What operators changed. Without a row a scene has what message_template and its fields say.
CREATE TABLE account_template (
  app_id      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scene       VARCHAR(40)   NOT NULL,
  template_id VARCHAR(64)   NULL,
  title       VARCHAR(100)  NOT NULL,
  fields_json VARCHAR(2000) NOT NULL,
  -- Counts the changes; each is a compare-and-set on it.
  revision    INT           NOT NULL,
  updated_by  VARCHAR(64)   NOT NULL,
  updated_at  DATETIME(3)   NOT NULL,
  PRIMARY KEY (app_id, scene)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE template_message
  -- Empty for messages of before there were several accounts: they are the main account's.
  ADD COLUMN app_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  -- What WeChat knows the message by; null for the message's number, which it is until a resend.
  ADD COLUMN client_msg_id VARCHAR(40) NULL,
  ADD COLUMN resends INT NOT NULL DEFAULT 0,
  -- When the service goes on with it; null when it does not.
  ADD COLUMN next_attempt_at DATETIME(3) NULL,
  -- Until when it goes on with what WeChat surely did not get.
  ADD COLUMN give_up_at DATETIME(3) NULL,
  ADD KEY idx_template_message_due (next_attempt_at),
  ADD KEY idx_template_message_status (app_id, status, message_no),
  ADD KEY idx_template_message_business (business_id, message_no);

-- An attempt that its instance does not end is taken up like any other.
UPDATE template_message SET next_attempt_at = lease_until WHERE status = 'SENDING';

-- What happened to a message; it goes with it.
CREATE TABLE template_message_history (
  id          BIGINT       NOT NULL AUTO_INCREMENT,
  message_no  VARCHAR(40)  NOT NULL,
  at          DATETIME(3)  NOT NULL,
  event       VARCHAR(16)  NOT NULL,
  attempt     INT          NULL,
  error_code  INT          NULL,
  detail      VARCHAR(300) NULL,
  operator_no VARCHAR(64)  NULL,
  PRIMARY KEY (id),
  KEY idx_template_message_history (message_no, id),
  CONSTRAINT fk_template_message_history FOREIGN KEY (message_no)
    REFERENCES template_message (message_no) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- How many calls of a day in Beijing came to what.
CREATE TABLE template_usage (
  app_id        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  day           DATE         NOT NULL,
  scene         VARCHAR(40)  NOT NULL,
  template_id   VARCHAR(64)  NOT NULL,
  accepted      BIGINT       NOT NULL,
  refused       BIGINT       NOT NULL,
  misconfigured BIGINT       NOT NULL,
  not_sent      BIGINT       NOT NULL,
  unknown       BIGINT       NOT NULL,
  PRIMARY KEY (app_id, day, scene, template_id),
  KEY idx_template_usage_day (day)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Accounts of which WeChat takes no messages until then, because the day's quota is used up.
CREATE TABLE template_stop (
  app_id        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  stopped_until DATETIME(3) NOT NULL,
  PRIMARY KEY (app_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO message_template (scene, template_id, title) VALUES
  ('DAILY_STATEMENT', NULL, '每日对账通知');

INSERT INTO message_template_field (scene, position, field, keyword) VALUES
  ('DAILY_STATEMENT', 1, 'merchantName', 'thing1'),
  ('DAILY_STATEMENT', 2, 'day', 'time2'),
  ('DAILY_STATEMENT', 3, 'received', 'amount3'),
  ('DAILY_STATEMENT', 4, 'payments', 'number4'),
  ('DAILY_STATEMENT', 5, 'refunded', 'amount5');
