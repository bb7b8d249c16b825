-- Operators choose their own passwords, and see and end their sessions.

ALTER TABLE operator_account
  ADD COLUMN initial_until DATETIME(3) NULL COMMENT 'until when a password that somebody else handed over opens the first login; NULL once its owner chose one' AFTER password_hash;

-- A session is named in answers and in the audit log, where its token must not stand.
ALTER TABLE operator_session
  ADD COLUMN session_no VARCHAR(40) NULL AFTER token_hash,
  ADD COLUMN address VARCHAR(45) NULL COMMENT 'where the login came from',
  ADD COLUMN in_browser BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'whether its token is a cookie';

UPDATE operator_session SET session_no = CONCAT('ses_', LEFT(SHA2(token_hash, 256), 26));

ALTER TABLE operator_session
  ADD UNIQUE KEY uk_operator_session_no (session_no),
  ADD KEY idx_operator_session_operator (operator_no, created_at);

-- What one operator did.
ALTER TABLE audit_log
  ADD KEY idx_audit_log_operator (operator_no, id);
