-- How many webhooks a second an endpoint wants at most.

ALTER TABLE webhook_endpoint
  ADD COLUMN max_per_second INT NULL COMMENT 'calls a second, of all instances together; null: no limit';
