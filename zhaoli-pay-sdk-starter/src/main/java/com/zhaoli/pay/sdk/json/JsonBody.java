package com.zhaoli.pay.sdk.json;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an object. Members without a value are left out. */
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

  /** Adds an object, unless it is null. */
  public JsonBody with(String name, @Nullable JsonBody object) {
    if (object != null) {
      members.put(name, object);
    }
    return this;
  }

  /** Adds a list of objects, also an empty one. */
  public JsonBody withAll(String name, List<JsonBody> objects) {
    members.put(name, List.copyOf(objects));
    return this;
  }

  /** The object in UTF-8: the bytes that are signed and sent. */
  public byte[] toBytes() {
    StringBuilder json = new StringBuilder();
    append(json, this);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder json, Object value) {
    if (value instanceof String text) {
      quote(json, text);
    } else if (value instanceof JsonBody object) {
      String comma = "";
      json.append('{');
      for (Map.Entry<String, Object> member : object.members.entrySet()) {
        quote(json.append(comma), member.getKey()).append(':');
        append(json, member.getValue());
        comma = ",";
      }
      json.append('}');
    } else if (value instanceof List<?> elements) {
      String comma = "";
      json.append('[');
      for (Object element : elements) {
        append(json.append(comma), element);
        comma = ",";
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
