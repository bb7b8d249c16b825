package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the account's credentials, and says in a sentence what is wrong with them. */
final class CredentialFiles {
  private static final int MAX_BYTES = 4096;
  private static final Pattern AES_KEY = Pattern.compile("[A-Za-z0-9]{43}");

  private CredentialFiles() {}

  /**
   * All of them.
   *
   * @throws InvalidConfigurationException when one is missing or has not its form
   */
  static AccountCredentials read(AccountProperties properties) {
    return new AccountCredentials(
        value("app-id-file", properties.appIdFile()),
        new Secret(value("app-secret-file", properties.appSecretFile())),
        new Secret(value("token-file", properties.tokenFile())),
        aesKey(properties.aesKeyFile()));
  }

  private static @Nullable Secret aesKey(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    String key = value("aes-key-file", file);
    if (!AES_KEY.matcher(key).matches()) {
      throw new InvalidConfigurationException(
          "The file of zhaoli.wechat.mp.aes-key-file, "
              + file
              + ", must hold an EncodingAESKey of 43 letters and digits.");
    }
    return new Secret(key);
  }

  private static String value(String setting, Path file) {
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

  private static InvalidConfigurationException invalid(
      String setting, Path file, String problem, @Nullable IOException cause) {
    String sentence =
        "The file of zhaoli.wechat.mp.%s, %s, %s: the official account is not configured."
            .formatted(setting, file, problem);
    return cause == null
        ? new InvalidConfigurationException(sentence)
        : new InvalidConfigurationException(sentence, cause);
  }
}
