package com.zhaoli.pay.payment.account.internal;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.payment.account.AccountSettings;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Settings as they are kept: those that may be shown as JSON, the secrets encrypted. What is shown
 * is authenticated with the secrets, so that nobody who can only write to the database puts another
 * gateway's address or key beside a merchant's secrets.
 */
@Component
class SettingsSeal {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final FieldCipher cipher;
  private final JsonMapper json;

  SettingsSeal(ObjectProvider<FieldCipher> cipher, JsonMapper json) {
    this.cipher =
        cipher.getIfAvailable(
            () -> {
              throw new InvalidConfigurationException(
                  "ZHAOLI_ENCRYPTION_KEY (zhaoli.encryption.key) is not set: the secrets of channel"
                      + " accounts are stored encrypted with it. It has the form"
                      + " k1:<base64 of 32 random bytes>.");
            });
    this.json = json;
  }

  /** As it stands in the database. */
  record Sealed(String shown, String secrets) {}

  Sealed seal(String place, AccountSettings settings) {
    Map<String, Secret> secrets = settings.secrets();
    if (secrets == null) {
      throw new IllegalStateException("settings that could not be read cannot be written");
    }
    Map<String, String> plain = new TreeMap<>();
    secrets.forEach((name, secret) -> plain.put(name, secret.value()));
    String shown = json.writeValueAsString(new TreeMap<>(settings.shown()));
    return new Sealed(shown, cipher.encrypt(json.writeValueAsString(plain), context(place, shown)));
  }

  /** Without secrets, where they are not what was sealed at this place with these settings. */
  AccountSettings open(String place, Sealed sealed) {
    return new AccountSettings(read(sealed.shown()), secrets(place, sealed));
  }

  private Map<String, String> read(String text) {
    try {
      return json.readValue(text, TEXTS);
    } catch (JacksonException e) {
      return Map.of();
    }
  }

  private @Nullable Map<String, Secret> secrets(String place, Sealed sealed) {
    String plain;
    try {
      plain = cipher.decrypt(sealed.secrets(), context(place, sealed.shown()));
    } catch (IllegalStateException | IllegalArgumentException e) {
      return null;
    }
    Map<String, Secret> secrets = new TreeMap<>();
    json.readValue(plain, TEXTS).forEach((name, value) -> secrets.put(name, new Secret(value)));
    return secrets;
  }

  private static String context(String place, String shown) {
    return place + ":" + DigestUtils.sha256Hex(shown);
  }
}
