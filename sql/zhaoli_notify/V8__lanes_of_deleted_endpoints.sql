-- What waits for a deleted endpoint is found by its lane, and one that was deleted while all was kept
-- for it may have none. Of each target this reads the last entry of the index alone, as long as it
-- groups by the index's columns and has no condition on them. Times are UTC.
INSERT IGNORE INTO delivery_lane (target_kind, target, next_due_at)
SELECT last_of.target_kind, last_of.target, NULL
FROM (
  SELECT target_kind, target, MAX(due_at) AS due_at FROM notification
  GROUP BY target_kind, target
) AS last_of
WHERE last_of.due_at >= '9999-01-01'
  AND NOT EXISTS (SELECT 1 FROM webhook_endpoint e WHERE e.endpoint_no = last_of.target);
