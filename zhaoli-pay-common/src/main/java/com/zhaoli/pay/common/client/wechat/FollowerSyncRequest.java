package com.zhaoli.pay.common.client.wechat;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a comparison of all followers with WeChat.
 *
 * @param account the app id of the official account; null: every one of ours
 */
public record FollowerSyncRequest(@Nullable String account) {}
