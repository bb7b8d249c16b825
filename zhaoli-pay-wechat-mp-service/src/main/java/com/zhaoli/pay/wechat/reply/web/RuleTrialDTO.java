package com.zhaoli.pay.wechat.reply.web;

import com.zhaoli.pay.wechat.reply.ActKind;
import com.zhaoli.pay.wechat.reply.FollowerAct;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An act to try the rules with. Does not print its text.
 *
 * @param kind TEXT unless it is said
 * @param text what a follower writes, or the menu's key
 * @param at when; now unless it is said
 */
record RuleTrialDTO(
    @Nullable String account,
    @Nullable ActKind kind,
    @NotNull @Size(max = 2048) String text,
    @Nullable Instant at) {

  String accountOrDefault() {
    return Objects.requireNonNullElse(account, FollowerAct.DEFAULT_ACCOUNT);
  }

  ActKind kindOrText() {
    return Objects.requireNonNullElse(kind, ActKind.TEXT);
  }

  @Override
  public String toString() {
    return "RuleTrialDTO[" + kind + "]";
  }
}
