-- Merchants, their onboarding, apps and keys; operators and their audit log.
-- Times are UTC with milliseconds. Columns that end in _sealed hold AES-256-GCM ciphertext.

CREATE TABLE merchant (
  merchant_no          VARCHAR(40)   NOT NULL,
  credit_code          VARCHAR(18)   NOT NULL,
  status               VARCHAR(16)   NOT NULL,
  -- The code is taken unless the application was rejected: the unique key ignores NULL.
  claimed_credit_code  VARCHAR(18)   GENERATED ALWAYS AS (CASE WHEN status = 'REJECTED' THEN NULL ELSE credit_code END) STORED,
  name                 VARCHAR(100)  NOT NULL,
  contact_name_sealed  VARCHAR(512)  NOT NULL,
  contact_phone_sealed VARCHAR(512)  NOT NULL,
  salt_sealed          VARCHAR(255)  NULL,
  reject_reason        VARCHAR(200)  NULL,
  audited_by           VARCHAR(40)   NULL,
  audited_at           DATETIME(3)   NULL,
  credentials_shown_at DATETIME(3)   NULL,
  created_at           DATETIME(3)   NOT NULL,
  PRIMARY KEY (merchant_no),
  UNIQUE KEY uk_merchant_claimed_credit_code (claimed_credit_code),
  KEY idx_merchant_status (status, merchant_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who of a merchant gets messages in WeChat. A NULL openid is a receiver who left the account.
CREATE TABLE merchant_receiver (
  receiver_no  VARCHAR(40)  NOT NULL,
  merchant_no  VARCHAR(40)  NOT NULL,
  role         VARCHAR(16)  NOT NULL,
  openid       VARCHAR(64)  NULL,
  bound_at     DATETIME(3)  NULL,
  unbound_at   DATETIME(3)  NULL,
  created_at   DATETIME(3)  NOT NULL,
  PRIMARY KEY (receiver_no),
  UNIQUE KEY uk_receiver_role (merchant_no, role),
  KEY idx_receiver_openid (openid)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The last time each openid left the official account: a scan made before it binds nobody.
CREATE TABLE openid_departure (
  openid  VARCHAR(64)  NOT NULL,
  left_at DATETIME(3)  NOT NULL,
  PRIMARY KEY (openid)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE onboarding_session (
  qr_token     VARCHAR(64)   NOT NULL,
  -- SHA-256 of the cookie of the browser that began: nobody else gets an answer.
  browser_hash CHAR(64)      NOT NULL,
  scene        VARCHAR(64)   NOT NULL,
  ticket       VARCHAR(512)  NOT NULL,
  qr_url       VARCHAR(512)  NOT NULL,
  status       VARCHAR(16)   NOT NULL,
  openid       VARCHAR(64)   NULL,
  -- SHA-256 of the openid that scanned first: after an unbinding only the same person binds again.
  scanner_hash CHAR(64)      NULL,
  scanned_at   DATETIME(3)   NULL,
  merchant_no  VARCHAR(40)   NULL,
  -- Counts the changes of this row, so that an older state never replaces a newer one in Redis.
  version      BIGINT        NOT NULL,
  created_at   DATETIME(3)   NOT NULL,
  expires_at   DATETIME(3)   NOT NULL,
  PRIMARY KEY (qr_token),
  UNIQUE KEY uk_onboarding_browser (browser_hash),
  UNIQUE KEY uk_onboarding_scene (scene),
  UNIQUE KEY uk_onboarding_merchant (merchant_no),
  KEY idx_onboarding_openid (openid)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE app (
  app_id      VARCHAR(32)  NOT NULL,
  merchant_no VARCHAR(40)  NOT NULL,
  status      VARCHAR(16)  NOT NULL,
  created_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (app_id),
  UNIQUE KEY uk_app_merchant (merchant_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE app_key (
  app_id        VARCHAR(32)   NOT NULL,
  key_id        VARCHAR(32)   NOT NULL,
  secret_sealed VARCHAR(255)  NOT NULL,
  status        VARCHAR(16)   NOT NULL,
  created_at    DATETIME(3)   NOT NULL,
  -- NULL: valid until it is replaced.
  expires_at    DATETIME(3)   NULL,
  PRIMARY KEY (app_id, key_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE operator_account (
  operator_no   VARCHAR(40)   NOT NULL,
  username      VARCHAR(64)   NOT NULL,
  password_hash VARCHAR(100)  NOT NULL,
  roles         VARCHAR(200)  NOT NULL,
  status        VARCHAR(16)   NOT NULL,
  created_at    DATETIME(3)   NOT NULL,
  PRIMARY KEY (operator_no),
  UNIQUE KEY uk_operator_username (username)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE operator_session (
  token_hash  CHAR(64)     NOT NULL,
  operator_no VARCHAR(40)  NOT NULL,
  created_at  DATETIME(3)  NOT NULL,
  expires_at  DATETIME(3)  NOT NULL,
  PRIMARY KEY (token_hash),
  KEY idx_operator_session_expiry (expires_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Tries per user name, known or not, so that the lock does not tell which names exist.
CREATE TABLE login_attempt (
  username_hash CHAR(64)     NOT NULL,
  failed        INT          NOT NULL,
  locked_until  DATETIME(3)  NULL,
  updated_at    DATETIME(3)  NOT NULL,
  PRIMARY KEY (username_hash),
  KEY idx_login_attempt_age (updated_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Append only: the service has no statement that changes or removes an entry.
CREATE TABLE audit_log (
  id          BIGINT        NOT NULL AUTO_INCREMENT,
  at          DATETIME(3)   NOT NULL,
  operator_no VARCHAR(40)   NOT NULL,
  action      VARCHAR(40)   NOT NULL,
  subject     VARCHAR(64)   NOT NULL,
  detail      VARCHAR(500)  NULL,
  request_id  VARCHAR(64)   NOT NULL,
  PRIMARY KEY (id),
  KEY idx_audit_log_subject (subject, id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Messages to a merchant's receivers, written with the change they tell of and sent after it.
CREATE TABLE message_outbox (
  message_no      VARCHAR(40)    NOT NULL,
  merchant_no     VARCHAR(40)    NOT NULL,
  scene           VARCHAR(40)    NOT NULL,
  fields_json     VARCHAR(2000)  NOT NULL,
  status          VARCHAR(16)    NOT NULL,
  attempts        INT            NOT NULL,
  next_attempt_at DATETIME(3)    NOT NULL,
  lease_owner     VARCHAR(40)    NULL,
  lease_until     DATETIME(3)    NULL,
  last_problem    VARCHAR(300)   NULL,
  created_at      DATETIME(3)    NOT NULL,
  settled_at      DATETIME(3)    NULL,
  PRIMARY KEY (message_no),
  KEY idx_message_outbox_due (status, next_attempt_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
