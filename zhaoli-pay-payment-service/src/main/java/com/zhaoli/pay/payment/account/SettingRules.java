package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Setting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the settings of an account may be. Decided before the channel is asked. */
final class SettingRules {
  static final int MAX_VALUE_BYTES = 16 * 1024;
  static final int MAX_SETTINGS = 64;
  private static final int MAX_PRINTED_NAME = 64;

  private SettingRules() {}

  /**
   * The settings after a change; values lose the white space around them. Settings that the type no
   * longer knows are dropped.
   *
   * @param changes a null value removes the setting
   * @throws ApiException REQUEST_INVALID with every problem by name and no value
   */
  static Map<String, String> apply(
      List<Setting> known, Map<String, String> current, Map<String, @Nullable String> changes) {
    if (changes.size() > MAX_SETTINGS) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "settings", "has more than %d".formatted(MAX_SETTINGS));
    }
    Set<String> names = known.stream().map(Setting::name).collect(Collectors.toSet());
    Map<String, String> problems = new TreeMap<>();
    Map<String, String> result = new TreeMap<>(current);
    result.keySet().retainAll(names);
    changes.forEach(
        (name, value) -> {
          String problem = problemOf(names, name, value);
          if (problem != null) {
            problems.put(field(name), problem);
          } else if (value == null) {
            result.remove(name);
          } else {
            result.put(name, value.strip());
          }
        });
    for (Setting setting : known) {
      if (setting.required() && !result.containsKey(setting.name())) {
        problems.putIfAbsent(field(setting.name()), "is required");
      }
    }
    if (!problems.isEmpty()) {
      throw new ApiException(ErrorCode.REQUEST_INVALID, problems);
    }
    return result;
  }

  /**
   * Whether an account stays the account that its orders know.
   *
   * @throws ApiException REQUEST_INVALID with each setting that would make it another
   */
  static void requireSameIdentity(
      Set<String> identity, Map<String, String> before, Map<String, String> after) {
    Map<String, String> problems = new TreeMap<>();
    for (String name : identity) {
      String known = before.get(name);
      if (known != null && !isSame(known, after.get(name))) {
        problems.put(
            field(name), "cannot be changed: its orders are known there; make another account");
      }
    }
    if (!problems.isEmpty()) {
      throw new ApiException(ErrorCode.REQUEST_INVALID, problems);
    }
  }

  /** Whether they are equal, or the one was http and the other is https at the same host. */
  private static boolean isSame(String before, @Nullable String after) {
    if (before.equals(after)) {
      return true;
    }
    if (after == null || !before.startsWith("http://") || !after.startsWith("https://")) {
      return false;
    }
    try {
      URI plain = URI.create(before);
      URI encrypted = URI.create(after);
      return plain.getHost() != null
          && plain.getHost().equalsIgnoreCase(encrypted.getHost())
          && Objects.equals(plain.getRawPath(), encrypted.getRawPath())
          && encrypted.getRawUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static @Nullable String problemOf(
      Set<String> names, String name, @Nullable String value) {
    if (!names.contains(name)) {
      return "is not a setting of this channel";
    }
    if (value == null) {
      return null;
    }
    if (value.isBlank()) {
      return "must not be blank; null removes it";
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
      return "is larger than %d bytes".formatted(MAX_VALUE_BYTES);
    }
    return value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r')
        ? "has a control character"
        : null;
  }

  /** A name that nobody knows may be anything, even a value in the wrong place: keep it short. */
  private static String field(String name) {
    String printed = name.replaceAll("[^0-9A-Za-z._-]", "?");
    return "settings."
        + (printed.length() > MAX_PRINTED_NAME ? printed.substring(0, MAX_PRINTED_NAME) : printed);
  }

  /** The names of settings that differ; of those that went, with a minus before it. */
  static List<String> changedNames(Map<String, String> before, Map<String, String> after) {
    Map<String, String> names = new TreeMap<>();
    after.forEach(
        (name, value) -> {
          if (!value.equals(before.get(name))) {
            names.put(name, name);
          }
        });
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> names.put(name, "-" + name));
    return List.copyOf(names.values());
  }
}
