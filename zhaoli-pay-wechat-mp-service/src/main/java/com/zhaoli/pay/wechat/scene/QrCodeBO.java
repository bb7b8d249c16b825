package com.zhaoli.pay.wechat.scene;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A permanent QR code.
 *
 * @param appId the account that it is of
 * @param url the text that the code shows; null until WeChat made it
 * @param version counts the changes by operators
 * @param scans how often it was scanned while it was in force
 * @param follows of these, how many began to follow
 * @param errorCode with which WeChat refused it
 */
public record QrCodeBO(
    String scene,
    String appId,
    QrCodeDraft draft,
    SceneState state,
    @Nullable String url,
    long version,
    long scans,
    long follows,
    @Nullable Instant lastScannedAt,
    int attempts,
    @Nullable Integer errorCode,
    @Nullable String problem,
    String createdBy,
    Instant createdAt,
    String updatedBy,
    Instant updatedAt) {}
