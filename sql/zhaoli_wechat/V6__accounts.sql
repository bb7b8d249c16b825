-- Several official accounts. Everything of an account is kept by its app id.
-- Rows of before name none, or "default" in reply_rule and wechat_conversation: they are the main
-- account's. Its app id stands in a file, which no migration can read: the service reads such rows
-- as the main account's, and writes its app id into the latter.
ALTER TABLE wechat_event
  ADD COLUMN app_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE qr_scene
  ADD COLUMN app_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE wechat_conversation
  ADD KEY idx_wechat_conversation_account (account, created_at);
