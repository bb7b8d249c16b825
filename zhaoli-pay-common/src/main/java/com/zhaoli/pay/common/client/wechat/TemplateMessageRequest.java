package com.zhaoli.pay.common.client.wechat;

import java.util.Map;

/**
 * A template message to one follower. The same scene, businessId and openid is one message.
 *
 * @param businessId what the message is about, such as an event id; at most 64 characters
 * @param fields values by the scene's field names
 */
public record TemplateMessageRequest(
    String businessId, MessageScene scene, String openid, Map<String, String> fields) {}
