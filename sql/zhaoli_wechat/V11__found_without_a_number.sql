-- The messages of a follower of which WeChat told no number: its report is looked up by it.
ALTER TABLE template_message ADD KEY idx_template_message_number (openid, wechat_msg_id);

-- The rules of one account.
ALTER TABLE reply_rule ADD KEY idx_reply_rule_account (account, rule_no);
