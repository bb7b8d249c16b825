package com.zhaoli.pay.wechat.scene;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.reply.Reply;
import com.zhaoli.pay.wechat.reply.ReplyRuleDraft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of a permanent QR code; one that is not fit cannot be made.
 *
 * @param label what operators call it; no two of an account have the same
 * @param subject what it is about, such as a store's number
 * @param replies the messages that a scan is answered with
 * @param replyKey instead of them: the reply rule of this menu key answers
 * @param tagId the tag that a follower gets who scans it
 */
public record QrCodeDraft(
    ScenePurpose purpose,
    String label,
    @Nullable String subject,
    List<Reply> replies,
    @Nullable String replyKey,
    @Nullable Integer tagId) {
  private static final int MAX_LABEL = 64;

  /** WeChat's own limit of a menu's key. */
  private static final int MAX_KEY = 128;

  /**
   * @throws ApiException REQUEST_INVALID
   */
  public QrCodeDraft {
    require(purpose.isPermanent(), "purpose", "must be STORE_POSTER or CHANNEL");
    label = label.strip();
    require(isWithin(label, MAX_LABEL), "label", "must have 1 to 64 characters");
    require(
        subject == null || subject.matches(Ids.FROM_OUTSIDE),
        "subject",
        "must be 1 to 64 letters, digits, _ and -");
    replies = List.copyOf(replies);
    if (!replies.isEmpty()) {
      ReplyRuleDraft.check(replies);
    }
    require(
        replyKey == null || isWithin(replyKey, MAX_KEY),
        "replyKey",
        "must have 1 to 128 characters");
    require(replyKey == null || replies.isEmpty(), "replyKey", "cannot stand beside replies");
    require(tagId == null || tagId > 0, "tagId", "must be the number of a tag");
  }

  private static boolean isWithin(String text, int max) {
    return !text.isBlank()
        && text.length() <= max
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  private static void require(boolean holds, String field, String problem) {
    if (!holds) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, field, problem);
    }
  }
}
