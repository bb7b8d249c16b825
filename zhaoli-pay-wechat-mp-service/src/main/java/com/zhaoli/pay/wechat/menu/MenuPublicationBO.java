package com.zhaoli.pay.wechat.menu;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The intent to make a version live, and what came of it.
 *
 * @param errorCode WeChat's errcode
 * @param problem why it is not done (yet)
 */
public record MenuPublicationBO(
    String publicationNo,
    String account,
    String versionNo,
    String operatorNo,
    String reason,
    PublicationStatus status,
    int attempts,
    @Nullable Integer errorCode,
    @Nullable String problem,
    Instant createdAt,
    @Nullable Instant settledAt) {}
