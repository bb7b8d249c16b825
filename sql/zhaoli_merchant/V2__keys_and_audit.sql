-- Credentials shown until they are confirmed, keys that rotate, an audit log that cannot be changed.

ALTER TABLE merchant
  ADD COLUMN credentials_confirmed_at DATETIME(3) NULL COMMENT 'when their browser said that it has kept them: never shown again';

-- What was shown under the old rule was shown for the last time.
UPDATE merchant SET credentials_confirmed_at = credentials_shown_at WHERE credentials_shown_at IS NOT NULL;

-- Keys are rotated and revoked, apps disabled: of two changes at once one happens.
ALTER TABLE app
  ADD COLUMN version BIGINT NOT NULL DEFAULT 0 COMMENT 'counts the changes of the app and its keys; each is a compare-and-set on it';

-- Changes of an app's credentials that the gateways have still to be told of. A row goes once the
-- app's version in Redis is raised; the end of a key's overlap is a change that is due then.
CREATE TABLE credential_change (
  id     BIGINT       NOT NULL AUTO_INCREMENT,
  app_id VARCHAR(32)  NOT NULL,
  due_at DATETIME(3)  NOT NULL,
  PRIMARY KEY (id),
  KEY idx_credential_change_due (due_at, id),
  KEY idx_credential_change_app (app_id, due_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The audit log takes entries and gives none up, whoever holds the service's login.
CREATE TRIGGER audit_log_keeps_entries BEFORE UPDATE ON audit_log FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_log is append only';

CREATE TRIGGER audit_log_gives_none_up BEFORE DELETE ON audit_log FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_log is append only';
