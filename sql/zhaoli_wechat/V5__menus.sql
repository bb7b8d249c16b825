-- Menus of the official accounts: drafts, versions that were published, publications, what is live.

-- A draft may be changed and thrown away; once it was to be published it is FIXED and stays, so that
-- one can go back to it.
CREATE TABLE menu_version (
  version_no   VARCHAR(40)   NOT NULL,
  -- The account's app id.
  account      VARCHAR(32)   NOT NULL,
  status       VARCHAR(16)   NOT NULL,
  -- Counts the changes of a draft; each is a compare-and-set on it.
  revision     INT           NOT NULL,
  note         VARCHAR(200)  NULL,
  content_json TEXT          NOT NULL,
  created_by   VARCHAR(40)   NOT NULL,
  created_at   DATETIME(3)   NOT NULL,
  updated_by   VARCHAR(40)   NOT NULL,
  updated_at   DATETIME(3)   NOT NULL,
  PRIMARY KEY (version_no),
  KEY idx_menu_version_account (account, version_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The intent to make a version live, written before WeChat is called.
CREATE TABLE menu_publication (
  publication_no  VARCHAR(40)   NOT NULL,
  account         VARCHAR(32)   NOT NULL,
  -- The account while the publication is under way, else null: one at a time.
  running_account VARCHAR(32)   NULL,
  version_no      VARCHAR(40)   NOT NULL,
  operator_no     VARCHAR(40)   NOT NULL,
  reason          VARCHAR(200)  NOT NULL,
  status          VARCHAR(16)   NOT NULL,
  attempts        INT           NOT NULL,
  next_attempt_at DATETIME(3)   NOT NULL,
  lease_owner     VARCHAR(40)   NULL,
  error_code      INT           NULL,
  problem         VARCHAR(300)  NULL,
  created_at      DATETIME(3)   NOT NULL,
  settled_at      DATETIME(3)   NULL,
  PRIMARY KEY (publication_no),
  UNIQUE KEY uk_menu_publication_running (running_account),
  KEY idx_menu_publication_due (status, next_attempt_at),
  KEY idx_menu_publication_account (account, publication_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The version that was published last.
CREATE TABLE menu_live (
  account        VARCHAR(32)  NOT NULL,
  version_no     VARCHAR(40)  NOT NULL,
  publication_no VARCHAR(40)  NOT NULL,
  -- Grows with each publication: the cache never goes back to an earlier one.
  revision       BIGINT       NOT NULL,
  published_at   DATETIME(3)  NOT NULL,
  -- Whether the cache was told of this revision.
  announced      TINYINT(1)   NOT NULL,
  PRIMARY KEY (account)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- MENU_CLICK: the button's key; MENU_VIEW: where it leads.
ALTER TABLE wechat_event MODIFY subject VARCHAR(1024) NULL;
