package com.zhaoli.pay.common.client.merchant;

/**
 * A person of the merchant who gets messages in WeChat.
 *
 * @param receiverNo stable name of the receiver; survives a new binding
 * @param openid the WeChat user bound now
 * @param role such as {@code OWNER}
 */
public record MessageReceiver(String receiverNo, String openid, String role) {}
