package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an account's credentials, and says in a sentence what is wrong with them.
 *
 * @param prefix of the settings that name the files
 */
record CredentialFiles(
    String prefix, Path appIdFile, Path appSecretFile, Path tokenFile, @Nullable Path aesKeyFile) {
  private static final int MAX_BYTES = 4096;
  private static final Pattern APP_ID = Pattern.compile("[0-9A-Za-z_-]{1,32}");
  private static final Pattern AES_KEY = Pattern.compile("[A-Za-z0-9]{43}");

  /**
   * All of them.
   *
   * @throws InvalidConfigurationException when one is missing or has not its form
   */
  AccountCredentials read() {
    return new AccountCredentials(
        appId(),
        new Secret(value("app-secret-file", appSecretFile)),
        new Secret(value("token-file", tokenFile)),
        aesKey());
  }

  private String appId() {
    String appId = value("app-id-file", appIdFile);
    if (!APP_ID.matcher(appId).matches()) {
      throw invalid("app-id-file", appIdFile, "holds no app id", null);
    }
    return appId;
  }

  private @Nullable Secret aesKey() {
    Path file = aesKeyFile;
    if (file == null || !Files.exists(file)) {
      return null;
    }
    String key = value("aes-key-file", file);
    if (!AES_KEY.matcher(key).matches()) {
      throw new InvalidConfigurationException(
          "The file of %s.aes-key-file, %s, must hold an EncodingAESKey of 43 letters and digits."
              .formatted(prefix, file));
    }
    return new Secret(key);
  }

  private String value(String setting, Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw invalid(setting, file, "is too large to be one value", null);
      }
      String value = Files.readString(file).strip();
      if (value.isEmpty()) {
        throw invalid(setting, file, "is empty", null);
      }
      return value;
    } catch (IOException e) {
      throw invalid(setting, file, "cannot be read", e);
    }
  }

  private InvalidConfigurationException invalid(
      String setting, Path file, String problem, @Nullable IOException cause) {
    String sentence =
        "The file of %s.%s, %s, %s: the official account is not configured."
            .formatted(prefix, setting, file, problem);
    return cause == null
        ? new InvalidConfigurationException(sentence)
        : new InvalidConfigurationException(sentence, cause);
  }
}
