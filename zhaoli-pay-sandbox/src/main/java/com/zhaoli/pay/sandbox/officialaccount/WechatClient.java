package com.zhaoli.pay.sandbox.officialaccount;

import org.jspecify.annotations.Nullable;

/**
 * What menus are matched by.
 *
 * @param clientPlatformType 1 iOS, 2 Android, 3 others
 * @param tagId the tag that counts; null for the one that the user was given last
 */
public record WechatClient(String openid, String clientPlatformType, @Nullable String tagId) {}
