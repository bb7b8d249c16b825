-- Followers of the official accounts, their tags, what operators change about them, and the syncs
-- that compare all of it with WeChat. Times are UTC with milliseconds.

CREATE TABLE wechat_follower (
  id            BIGINT       NOT NULL AUTO_INCREMENT,
  app_id        VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  openid        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  unionid       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- FOLLOWING or GONE.
  state         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The latest time of which the state is known. What is older changes nothing.
  state_at      DATETIME(3)  NOT NULL,
  followed_at   DATETIME(3)  NULL,
  -- WeChat's word for the way by which somebody came.
  scene         VARCHAR(64)  NULL,
  qr_scene      VARCHAR(64)  NULL,
  remark        VARCHAR(64)  NOT NULL,
  -- The change of the remark that is under way.
  remark_change VARCHAR(40)  NULL,
  blocked       TINYINT(1)   NOT NULL,
  -- When an operator's change was made last. What WeChat told before is not written over it.
  edited_at     DATETIME(3)  NULL,
  first_seen_at DATETIME(3)  NOT NULL,
  last_act_at   DATETIME(3)  NULL,
  -- When WeChat was asked about this follower last, and when it is to be asked next.
  told_at       DATETIME(3)  NULL,
  ask_at        DATETIME(3)  NULL,
  -- The last syncs that found this follower in the list, and on the block list.
  seen_run      VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  blocked_run   VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uk_wechat_follower (app_id, openid),
  KEY idx_wechat_follower_account (app_id, id),
  KEY idx_wechat_follower_state (app_id, state, id),
  KEY idx_wechat_follower_blocked (app_id, blocked, id),
  KEY idx_wechat_follower_ask (ask_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE wechat_tag (
  app_id       VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tag_id       INT          NOT NULL,
  name         VARCHAR(64)  NOT NULL,
  -- WeChat's count.
  followers    INT          NOT NULL,
  -- The change that is under way.
  change_no    VARCHAR(40)  NULL,
  edited_at    DATETIME(3)  NULL,
  refreshed_at DATETIME(3)  NOT NULL,
  PRIMARY KEY (app_id, tag_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE wechat_follower_tag (
  app_id      VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tag_id      INT          NOT NULL,
  follower_id BIGINT       NOT NULL,
  PRIMARY KEY (app_id, tag_id, follower_id),
  KEY idx_wechat_follower_tag_follower (follower_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What an operator wants changed at WeChat, written before WeChat is called.
CREATE TABLE follower_change (
  change_no       VARCHAR(40)   NOT NULL,
  app_id          VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind            VARCHAR(16)   NOT NULL,
  tag_id          INT           NULL,
  -- A tag's name, or a remark.
  text            VARCHAR(64)   NULL,
  reason          VARCHAR(200)  NULL,
  operator_no     VARCHAR(40)   NOT NULL,
  status          VARCHAR(16)   NOT NULL,
  total           INT           NOT NULL,
  done            INT           NOT NULL,
  refused         INT           NOT NULL,
  -- Tries in a row that came to nothing.
  attempts        INT           NOT NULL,
  next_attempt_at DATETIME(3)   NOT NULL,
  lease_owner     VARCHAR(40)   NULL,
  error_code      INT           NULL,
  problem         VARCHAR(300)  NULL,
  created_at      DATETIME(3)   NOT NULL,
  settled_at      DATETIME(3)   NULL,
  PRIMARY KEY (change_no),
  KEY idx_follower_change_lane (status, app_id, change_no),
  KEY idx_follower_change_account (app_id, change_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The followers of a change.
CREATE TABLE follower_change_item (
  change_no  VARCHAR(40)  NOT NULL,
  openid     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status     VARCHAR(16)  NOT NULL,
  error_code INT          NULL,
  PRIMARY KEY (change_no, openid),
  KEY idx_follower_change_item_status (change_no, status, openid)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE follower_sync (
  run_no          VARCHAR(40)   NOT NULL,
  app_id          VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The account while the run is under way, else null: one at a time.
  running_app_id  VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NULL,
  status          VARCHAR(16)   NOT NULL,
  phase           VARCHAR(16)   NOT NULL,
  -- The openid, or in the phase ABSENT the id, up to which the phase has come.
  position        VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  total           INT           NOT NULL,
  listed          INT           NOT NULL,
  found           INT           NOT NULL,
  gone            INT           NOT NULL,
  blocked         INT           NOT NULL,
  calls           INT           NOT NULL,
  -- How often a list had to be read from its beginning again.
  restarts        INT           NOT NULL,
  -- Tries in a row that came to nothing.
  attempts        INT           NOT NULL,
  next_attempt_at DATETIME(3)   NOT NULL,
  lease_owner     VARCHAR(40)   NULL,
  problem         VARCHAR(300)  NULL,
  started_by      VARCHAR(40)   NOT NULL,
  started_at      DATETIME(3)   NOT NULL,
  settled_at      DATETIME(3)   NULL,
  PRIMARY KEY (run_no),
  UNIQUE KEY uk_follower_sync_running (running_app_id),
  KEY idx_follower_sync_due (status, next_attempt_at),
  KEY idx_follower_sync_account (app_id, run_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
