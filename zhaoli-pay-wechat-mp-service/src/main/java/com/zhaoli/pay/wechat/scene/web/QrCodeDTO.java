package com.zhaoli.pay.wechat.scene.web;

import com.zhaoli.pay.wechat.reply.web.ReplyDTO;
import com.zhaoli.pay.wechat.scene.QrCodeDraft;
import com.zhaoli.pay.wechat.scene.ScenePurpose;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A permanent QR code as an operator writes it.
 *
 * @param subject what it is about, such as a store's number
 * @param replies the messages that a scan is answered with
 * @param replyKey instead of them: the reply rule of this menu key answers
 * @param tagId the tag that a follower gets who scans it
 * @param expectedVersion the version that the operator saw; of a change only
 */
record QrCodeDTO(
    @NotNull ScenePurpose purpose,
    @NotNull String label,
    @Nullable String subject,
    @Nullable @Size(max = 4) List<@NotNull ReplyDTO> replies,
    @Nullable String replyKey,
    @Nullable Integer tagId,
    @Nullable Long expectedVersion) {

  QrCodeDraft draft() {
    return new QrCodeDraft(
        purpose,
        label,
        subject,
        replies == null ? List.of() : replies.stream().map(ReplyDTO::reply).toList(),
        replyKey,
        tagId);
  }
}
