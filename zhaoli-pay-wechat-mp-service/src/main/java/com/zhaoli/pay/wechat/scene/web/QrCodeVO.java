package com.zhaoli.pay.wechat.scene.web;

import com.zhaoli.pay.wechat.reply.Reply;
import com.zhaoli.pay.wechat.scene.QrCodeBO;
import com.zhaoli.pay.wechat.scene.ScenePurpose;
import com.zhaoli.pay.wechat.scene.SceneState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A permanent QR code as operators see it.
 *
 * @param url the text that the code shows; absent until WeChat made it
 * @param scans how often it was scanned while it was in force
 * @param follows of these, how many began to follow
 * @param errcode with which WeChat refused it
 * @param problem why it is not made yet
 */
record QrCodeVO(
    String scene,
    String account,
    ScenePurpose purpose,
    String label,
    @Nullable String subject,
    SceneState state,
    @Nullable String url,
    List<Reply> replies,
    @Nullable String replyKey,
    @Nullable Integer tagId,
    long scans,
    long follows,
    @Nullable Instant lastScannedAt,
    @Nullable Integer errcode,
    @Nullable String problem,
    long version,
    String createdBy,
    Instant createdAt,
    String updatedBy,
    Instant updatedAt) {

  static QrCodeVO of(QrCodeBO code) {
    return new QrCodeVO(
        code.scene(),
        code.appId(),
        code.draft().purpose(),
        code.draft().label(),
        code.draft().subject(),
        code.state(),
        code.url(),
        code.draft().replies(),
        code.draft().replyKey(),
        code.draft().tagId(),
        code.scans(),
        code.follows(),
        code.lastScannedAt(),
        code.errorCode(),
        code.problem(),
        code.version(),
        code.createdBy(),
        code.createdAt(),
        code.updatedBy(),
        code.updatedAt());
  }
}
