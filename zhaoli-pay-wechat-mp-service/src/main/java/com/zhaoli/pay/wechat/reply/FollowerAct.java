package com.zhaoli.pay.wechat.reply;

/**
 * What a follower did. Does not print what was said.
 *
 * @param account the app id of the official account
 * @param dedupKey the same for each push of one act; at most 255 characters
 * @param content the text, the menu's key, the scene, or the type of another message
 */
public record FollowerAct(
    String account, String dedupKey, String openid, ActKind kind, String content) {
  public FollowerAct {
    content = WechatText.fit(content);
  }

  @Override
  public String toString() {
    return "FollowerAct[" + kind + "]";
  }
}
