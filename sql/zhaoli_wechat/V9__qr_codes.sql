-- Permanent QR codes. The registry of scenes says of each whose account it is on, who made it, where
-- it stands, and how often it was scanned.

ALTER TABLE qr_scene
  -- Null: permanent. WeChat makes 100,000 such codes for an account and takes none back.
  MODIFY expires_at DATETIME(3) NULL,
  ADD COLUMN state VARCHAR(16) NOT NULL DEFAULT 'ACTIVE',
  ADD COLUMN scans BIGINT NOT NULL DEFAULT 0,
  -- Of the scans, those that began to follow.
  ADD COLUMN follows BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN last_scanned_at DATETIME(3) NULL,
  -- From here on: permanent codes only.
  ADD COLUMN label VARCHAR(64) NULL,
  -- The label, but null where WeChat refused the code: of those that count, no two have the same.
  ADD COLUMN used_label VARCHAR(64) NULL,
  -- What a scan gives: messages, or those of the reply rule of this menu key, and a tag.
  ADD COLUMN replies_json TEXT NULL,
  ADD COLUMN reply_key VARCHAR(128) NULL,
  ADD COLUMN tag_id INT NULL,
  -- Each change is a compare-and-set on it.
  ADD COLUMN version BIGINT NOT NULL DEFAULT 1,
  ADD COLUMN created_by VARCHAR(64) NULL,
  ADD COLUMN updated_by VARCHAR(64) NULL,
  ADD COLUMN updated_at DATETIME(3) NULL,
  ADD COLUMN attempts INT NOT NULL DEFAULT 0,
  -- Null unless WeChat is still to be asked.
  ADD COLUMN next_attempt_at DATETIME(3) NULL,
  ADD COLUMN lease_owner VARCHAR(40) NULL,
  ADD COLUMN error_code INT NULL,
  ADD COLUMN problem VARCHAR(300) NULL,
  ADD UNIQUE KEY uk_qr_scene_label (app_id, used_label),
  ADD KEY idx_qr_scene_account (app_id, expires_at, scene),
  ADD KEY idx_qr_scene_due (next_attempt_at);

-- Scans of permanent codes by the days of China.
CREATE TABLE qr_scan_day (
  scene   VARCHAR(64) NOT NULL,
  day     DATE        NOT NULL,
  scans   BIGINT      NOT NULL,
  follows BIGINT      NOT NULL,
  PRIMARY KEY (scene, day)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Old events are deleted by it.
ALTER TABLE wechat_event ADD KEY idx_wechat_event_created (created_at);
