package com.zhaoli.pay.sandbox.officialaccount;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom a conditional menu is for, as it was asked for. */
public record MatchRule(
    @Nullable String tagId,
    @Nullable String clientPlatformType,
    @Nullable String sex,
    @Nullable String country,
    @Nullable String province,
    @Nullable String city,
    @Nullable String language) {

  boolean isEmpty() {
    return isEmpty(tagId) && isEmpty(clientPlatformType);
  }

  /** Whether it asks for what WeChat no longer matches by. */
  boolean isPrivate() {
    return Stream.of(sex, country, province, city, language).anyMatch(value -> !isEmpty(value));
  }

  boolean matches(WechatClient client) {
    return isMet(tagId, client.tagId()) && isMet(clientPlatformType, client.clientPlatformType());
  }

  private static boolean isMet(@Nullable String wanted, @Nullable String given) {
    return isEmpty(wanted) || Objects.equals(wanted, given);
  }

  private static boolean isEmpty(@Nullable String value) {
    return value == null || value.isEmpty();
  }
}
