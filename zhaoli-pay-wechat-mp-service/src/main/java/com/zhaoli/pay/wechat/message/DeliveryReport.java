package com.zhaoli.pay.wechat.message;

import java.time.Instant;

/**
 * What WeChat tells of a message that it took before.
 *
 * @param appId the account that sent it
 * @param openid to whom
 * @param wechatMsgId WeChat's number of it
 * @param words what became of it
 */
public record DeliveryReport(
    String appId, String openid, String wechatMsgId, String words, Instant at) {

  @Override
  public String toString() {
    return "DeliveryReport[" + wechatMsgId + "]";
  }
}
