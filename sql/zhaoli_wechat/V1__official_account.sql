-- The official account: QR scenes, pushed events, template messages.
-- Times are UTC with milliseconds.

-- What a scan means is looked up here, never parsed from the scene's text.
CREATE TABLE qr_scene (
  scene       VARCHAR(64)   NOT NULL,
  purpose     VARCHAR(32)   NOT NULL,
  business_id VARCHAR(64)   NOT NULL,
  ticket      VARCHAR(512)  NULL,
  url         VARCHAR(512)  NULL,
  created_at  DATETIME(3)   NOT NULL,
  expires_at  DATETIME(3)   NOT NULL,
  PRIMARY KEY (scene),
  KEY idx_qr_scene_expiry (expires_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Events that somebody must hear of, stored before WeChat is answered.
CREATE TABLE wechat_event (
  event_no        VARCHAR(40)   NOT NULL,
  -- The same for each time that WeChat pushes one event.
  dedup_key       VARCHAR(200)  NOT NULL,
  kind            VARCHAR(24)   NOT NULL,
  openid          VARCHAR(64)   NOT NULL,
  -- SCAN: the scene; DELIVERY_REPORT: WeChat's message number.
  subject         VARCHAR(64)   NULL,
  -- DELIVERY_REPORT: WeChat's words for the outcome.
  outcome         VARCHAR(64)   NULL,
  occurred_at     DATETIME(3)   NOT NULL,
  status          VARCHAR(16)   NOT NULL,
  attempts        INT           NOT NULL,
  next_attempt_at DATETIME(3)   NOT NULL,
  lease_owner     VARCHAR(40)   NULL,
  lease_until     DATETIME(3)   NULL,
  last_problem    VARCHAR(300)  NULL,
  created_at      DATETIME(3)   NOT NULL,
  settled_at      DATETIME(3)   NULL,
  PRIMARY KEY (event_no),
  UNIQUE KEY uk_wechat_event_dedup (dedup_key),
  KEY idx_wechat_event_due (status, next_attempt_at),
  KEY idx_wechat_event_openid (openid, occurred_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE message_template (
  scene       VARCHAR(40)   NOT NULL,
  -- WeChat's id of the template in this account; development takes it from templates.properties.
  template_id VARCHAR(64)   NULL,
  title       VARCHAR(100)  NOT NULL,
  PRIMARY KEY (scene)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE message_template_field (
  scene    VARCHAR(40)  NOT NULL,
  position INT          NOT NULL,
  -- Our name of the value.
  field    VARCHAR(40)  NOT NULL,
  -- WeChat's keyword in the template; its letters name the kind, and with it the limits.
  keyword  VARCHAR(40)  NOT NULL,
  PRIMARY KEY (scene, position),
  UNIQUE KEY uk_template_keyword (scene, keyword)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE template_message (
  message_no      VARCHAR(40)    NOT NULL,
  scene           VARCHAR(40)    NOT NULL,
  business_id     VARCHAR(64)    NOT NULL,
  openid          VARCHAR(64)    NOT NULL,
  fields_json     VARCHAR(2000)  NOT NULL,
  status          VARCHAR(16)    NOT NULL,
  attempts        INT            NOT NULL,
  -- The first time an attempt may have reached WeChat: client_msg_id guards ten minutes from here.
  first_sent_at   DATETIME(3)    NULL,
  lease_until     DATETIME(3)    NULL,
  wechat_msg_id   VARCHAR(32)    NULL,
  error_code      INT            NULL,
  problem         VARCHAR(300)   NULL,
  delivery        VARCHAR(64)    NULL,
  created_at      DATETIME(3)    NOT NULL,
  updated_at      DATETIME(3)    NOT NULL,
  PRIMARY KEY (message_no),
  UNIQUE KEY uk_template_message (scene, business_id, openid),
  KEY idx_template_message_wechat (wechat_msg_id),
  KEY idx_template_message_openid (openid, message_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO message_template (scene, template_id, title) VALUES
  ('PAYMENT_RESULT', NULL, '收款结果通知'),
  ('ONBOARDING_AUDIT', NULL, '商户入驻审核结果通知');

INSERT INTO message_template_field (scene, position, field, keyword) VALUES
  ('PAYMENT_RESULT', 1, 'amount', 'amount1'),
  ('PAYMENT_RESULT', 2, 'outTradeNo', 'character_string2'),
  ('PAYMENT_RESULT', 3, 'channel', 'thing3'),
  ('PAYMENT_RESULT', 4, 'paidAt', 'time4'),
  ('PAYMENT_RESULT', 5, 'status', 'phrase5'),
  ('ONBOARDING_AUDIT', 1, 'merchantName', 'thing1'),
  ('ONBOARDING_AUDIT', 2, 'result', 'phrase2'),
  ('ONBOARDING_AUDIT', 3, 'reason', 'thing3'),
  ('ONBOARDING_AUDIT', 4, 'auditedAt', 'time4');
