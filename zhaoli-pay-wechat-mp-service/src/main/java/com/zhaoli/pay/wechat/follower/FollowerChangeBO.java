package com.zhaoli.pay.wechat.follower;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants changed at WeChat, and what became of it. Does not print its text.
 *
 * @param tagId of a TAG_CREATE: once it is done
 * @param tagName of the tag that it is about, as the operator saw it; null of those of before it
 *     was kept
 * @param text a tag's name, or a remark
 * @param former the name or the remark that stood there before; null where there is no other
 * @param total how many followers it is about; 1 where it is about a tag
 * @param attempts tries in a row that came to nothing
 * @param errcode the last with which WeChat refused something
 * @param askedAt when WeChat was first asked for a new tag of whose name it had none
 */
public record FollowerChangeBO(
    String changeNo,
    String account,
    ChangeKind kind,
    @Nullable Integer tagId,
    @Nullable String tagName,
    @Nullable String text,
    @Nullable String former,
    @Nullable String reason,
    String operatorNo,
    ChangeStatus status,
    int total,
    int done,
    int refused,
    int attempts,
    @Nullable Integer errcode,
    @Nullable String problem,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant askedAt,
    Instant createdAt,
    @Nullable Instant settledAt) {

  @Override
  public String toString() {
    return "FollowerChangeBO[" + changeNo + " " + kind + " " + status + "]";
  }
}
