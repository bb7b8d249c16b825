package com.zhaoli.pay.wechat.reply.web;

import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.wechat.reply.ActKind;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An act to try the rules with. Does not print its text.
 *
 * @param account the app id; what the query says unless it is said here
 * @param kind TEXT unless it is said
 * @param text what a follower writes, or the menu's key
 * @param at when; now unless it is said
 */
record RuleTrialDTO(
    @Nullable String account,
    @Nullable ActKind kind,
    @NotNull @Size(max = 2048) @MultiLine String text,
    @Nullable Instant at) {

  /** The account that is said here, or else this one. */
  @Nullable String accountOr(@Nullable String other) {
    return account == null ? other : account;
  }

  ActKind kindOrText() {
    return Objects.requireNonNullElse(kind, ActKind.TEXT);
  }

  @Override
  public String toString() {
    return "RuleTrialDTO[" + kind + "]";
  }
}
