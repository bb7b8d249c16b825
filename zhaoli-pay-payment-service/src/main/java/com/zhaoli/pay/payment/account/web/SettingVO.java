package com.zhaoli.pay.payment.account.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.payment.account.AccountSettings;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Setting;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A setting as operators see it. A secret never comes back.
 *
 * @param state {@code set}, {@code not set}, or {@code unreadable} for secrets that cannot be
 *     decrypted
 * @param value of what is no secret
 * @param fingerprint the first digits of a secret's SHA-256, to compare it with a key at hand
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SettingVO(
    String name,
    boolean secret,
    String state,
    @Nullable String value,
    @Nullable String fingerprint) {
  private static final String SET = "set";
  private static final String NOT_SET = "not set";
  private static final String UNREADABLE = "unreadable";
  private static final int FINGERPRINT_DIGITS = 12;

  static SettingVO of(Setting setting, AccountSettings settings) {
    return setting.secret() ? hidden(setting, settings) : shown(setting, settings);
  }

  private static SettingVO shown(Setting setting, AccountSettings settings) {
    String value = settings.shown().get(setting.name());
    return new SettingVO(setting.name(), false, value == null ? NOT_SET : SET, value, null);
  }

  private static SettingVO hidden(Setting setting, AccountSettings settings) {
    Map<String, Secret> secrets = settings.secrets();
    if (secrets == null) {
      return new SettingVO(setting.name(), true, UNREADABLE, null, null);
    }
    Secret secret = secrets.get(setting.name());
    return secret == null
        ? new SettingVO(setting.name(), true, NOT_SET, null, null)
        : new SettingVO(setting.name(), true, SET, null, fingerprint(secret));
  }

  private static String fingerprint(Secret secret) {
    return DigestUtils.sha256Hex(secret.value()).substring(0, FINGERPRINT_DIGITS);
  }
}
