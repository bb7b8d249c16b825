-- The message of a refund, and the answer to who scanned the invitation of a receiver.
INSERT INTO message_template (scene, template_id, title) VALUES
  ('REFUND_RESULT', NULL, '退款结果通知'),
  ('RECEIVER_INVITATION', NULL, '消息接收人绑定通知');

INSERT INTO message_template_field (scene, position, field, keyword) VALUES
  ('REFUND_RESULT', 1, 'amount', 'amount1'),
  ('REFUND_RESULT', 2, 'outTradeNo', 'character_string2'),
  ('REFUND_RESULT', 3, 'refundNo', 'character_string3'),
  ('REFUND_RESULT', 4, 'at', 'time4'),
  ('REFUND_RESULT', 5, 'status', 'phrase5'),
  ('RECEIVER_INVITATION', 1, 'merchantName', 'thing1'),
  ('RECEIVER_INVITATION', 2, 'role', 'phrase2'),
  ('RECEIVER_INVITATION', 3, 'result', 'thing3'),
  ('RECEIVER_INVITATION', 4, 'scannedAt', 'time4');
