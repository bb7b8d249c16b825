-- The message that a merchant's webhook endpoint was paused.
INSERT INTO message_template (scene, template_id, title) VALUES
  ('ENDPOINT_PAUSED', NULL, '通知地址暂停提醒');

INSERT INTO message_template_field (scene, position, field, keyword) VALUES
  ('ENDPOINT_PAUSED', 1, 'endpoint', 'thing1'),
  ('ENDPOINT_PAUSED', 2, 'reason', 'thing2'),
  ('ENDPOINT_PAUSED', 3, 'pausedAt', 'time3');
