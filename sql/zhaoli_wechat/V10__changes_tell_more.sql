-- What operators may read of a change of followers or tags later.

ALTER TABLE follower_change
  -- The tag that it is about, by the name that it had when the change was asked for.
  ADD COLUMN tag_name VARCHAR(64) NULL,
  -- The remark or the tag's name that was there before.
  ADD COLUMN former   VARCHAR(64) NULL,
  -- When WeChat was asked for a new tag, after it had none of this name: one that is there then is
  -- this change's.
  ADD COLUMN asked_at DATETIME(3) NULL;

UPDATE follower_change SET asked_at = created_at
 WHERE kind = 'TAG_CREATE' AND status = 'RUNNING' AND attempts > 0;
