-- Deliveries that the database brings back, one lane for each target: one that hangs never delays
-- another. Times are UTC.

ALTER TABLE notification
  ADD COLUMN payload MEDIUMBLOB NULL COMMENT 'the event''s own bytes; null: it was stored before there was this column',
  ADD KEY ix_notification_lane (target_kind, target, due_at);

-- Where something is due, and when at the earliest. It may be too early, never too late.
CREATE TABLE delivery_lane (
  target_kind VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  target      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  next_due_at DATETIME(3) NULL COMMENT 'null: nothing is due here',
  PRIMARY KEY (target_kind, target),
  KEY ix_delivery_lane_due (target_kind, next_due_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- What was due before.
INSERT INTO delivery_lane (target_kind, target, next_due_at)
SELECT target_kind, target, MIN(due_at) FROM notification
WHERE due_at IS NOT NULL
GROUP BY target_kind, target;
