package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Setting;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one version of an account. Does not print secrets.
 *
 * @param shown by name, what anybody may see
 * @param secrets by name; null when they are there and cannot be decrypted
 */
public record AccountSettings(Map<String, String> shown, @Nullable Map<String, Secret> secrets) {

  public AccountSettings {
    shown = Map.copyOf(shown);
    secrets = secrets == null ? null : Map.copyOf(secrets);
  }

  /** Tells secrets from what may be shown, as the type of the account says. */
  static AccountSettings of(Map<String, String> all, List<Setting> known) {
    Set<String> secret =
        known.stream().filter(Setting::secret).map(Setting::name).collect(Collectors.toSet());
    Map<String, String> shown = new TreeMap<>();
    Map<String, Secret> secrets = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (secret.contains(name)) {
            secrets.put(name, new Secret(value));
          } else {
            shown.put(name, value);
          }
        });
    return new AccountSettings(shown, secrets);
  }

  public boolean isReadable() {
    return secrets != null;
  }

  /**
   * Everything that can be read, secrets in the clear: for the channel, and for nobody else. Of
   * settings that are not readable, what is shown.
   */
  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(shown);
    Objects.requireNonNullElse(secrets, Map.<String, Secret>of())
        .forEach((name, secret) -> all.put(name, secret.value()));
    return all;
  }

  @Override
  public String toString() {
    return "AccountSettings[shown="
        + shown.keySet()
        + ", secrets="
        + (secrets == null ? "unreadable" : secrets.keySet())
        + "]";
  }
}
