package com.zhaoli.pay.wechat.menu;

import org.jspecify.annotations.Nullable;

/**
 * Whom a conditional menu is for; both conditions must hold. WeChat takes no others any more (65320
 * for sex, region and language).
 *
 * @param tagId a tag of followers; who has several is matched by the one given last
 */
public record MenuRule(@Nullable String tagId, @Nullable ClientPlatform clientPlatform) {}
