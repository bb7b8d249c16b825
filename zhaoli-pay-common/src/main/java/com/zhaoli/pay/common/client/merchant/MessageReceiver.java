package com.zhaoli.pay.common.client.merchant;

import com.zhaoli.pay.common.client.wechat.MessageScene;

/**
 * A person of the merchant who gets messages in WeChat.
 *
 * @param receiverNo stable name of the receiver; survives a new binding
 * @param openid the WeChat user bound now
 * @param role decides which messages
 */
public record MessageReceiver(String receiverNo, String openid, ReceiverRole role) {

  /** Whether messages of this scene go to this person. */
  public boolean gets(MessageScene scene) {
    return role.gets(scene);
  }

  @Override
  public String toString() {
    return "MessageReceiver[" + receiverNo + ", " + role + "]";
  }
}
