package com.zhaoli.pay.wechat.menu;

import java.time.Instant;

/**
 * What was published last on an account.
 *
 * @param revision grows with each publication
 */
public record LiveMenuBO(
    String account,
    String versionNo,
    String publicationNo,
    long revision,
    Instant publishedAt,
    MenuContent content) {}
