package com.zhaoli.pay.sdk.json;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a flat object. Members without a value are left out. */
public final class JsonBody {

  private final Map<String, Object> members = new LinkedHashMap<>();

  /** Adds a text, unless it is null. */
  public JsonBody with(String name, @Nullable String value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  /** Adds a whole number, unless it is null. */
  public JsonBody with(String name, @Nullable Long value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  /** Adds a whole number, unless it is null. */
  public JsonBody with(String name, @Nullable Integer value) {
    return with(name, value == null ? null : Long.valueOf(value));
  }

  /** Adds true or false, unless it is null. */
  public JsonBody with(String name, @Nullable Boolean value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  /** Adds a list of texts, also an empty one, unless it is null. */
  public JsonBody with(String name, @Nullable List<String> texts) {
    if (texts != null) {
      members.put(name, List.copyOf(texts));
    }
    return this;
  }

  /** The object in UTF-8: the bytes that are signed and sent. */
  public byte[] toBytes() {
    StringBuilder json = new StringBuilder("{");
    members.forEach(
        (name, value) -> {
          if (json.length() > 1) {
            json.append(',');
          }
          quote(json, name).append(':');
          append(json, value);
        });
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder json, Object value) {
    if (value instanceof String text) {
      quote(json, text);
    } else if (value instanceof List<?> texts) {
      json.append('[');
      for (int i = 0; i < texts.size(); i++) {
        quote(i == 0 ? json : json.append(','), String.valueOf(texts.get(i)));
      }
      json.append(']');
    } else {
      json.append(value);
    }
  }

  private static StringBuilder quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || (Character.isSurrogate(c) && !isPaired(text, i))) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"');
  }

  /** Half a character has no UTF-8: it would leave as a question mark that nobody wrote. */
  private static boolean isPaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
