-- Endpoints that rotate, filter, pause and resume; the long tail; dead letters that are worked off.
-- Times are UTC.

ALTER TABLE webhook_endpoint
  ADD COLUMN description VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  ADD COLUMN event_types VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'wire names with commas between; null: all',
  ADD COLUMN previous_secret VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'encrypted; signs beside the secret until previous_until',
  ADD COLUMN previous_until DATETIME(3) NULL,
  ADD COLUMN failing_since DATETIME(3) NULL COMMENT 'first of the failures since the last success; null: the last call succeeded',
  ADD COLUMN failures INT NOT NULL DEFAULT 0 COMMENT 'since then',
  ADD COLUMN paused_at DATETIME(3) NULL,
  ADD COLUMN pause_reason VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN tell_at DATETIME(3) NULL COMMENT 'when the merchant is told of the pause; taking it moves it on, which is the lease; null: nothing to tell',
  ADD COLUMN release_at DATETIME(3) NULL COMMENT 'when what is held is released next, after a resumption; null: nothing to release',
  ADD KEY ix_webhook_endpoint_tell (tell_at),
  ADD KEY ix_webhook_endpoint_release (release_at),
  ADD KEY ix_webhook_endpoint_failing (failing_since);

ALTER TABLE notification
  ADD COLUMN tail INT NULL COMMENT 'tries of the long tail so far, after the quick ones were used up; null: it is not there';

ALTER TABLE dead_letter
  ADD COLUMN status VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'OPEN',
  ADD COLUMN note VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  ADD COLUMN changed_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'the operator or merchant; null: the platform itself',
  ADD COLUMN traceparent VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD KEY ix_dead_letter_status (status, dead_letter_no),
  ADD KEY ix_dead_letter_merchant (merchant_no, dead_letter_no),
  ADD KEY ix_dead_letter_target (target, dead_letter_no);
