package com.zhaoli.pay.sdk.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object by the names of its members. Members that nobody asks for are passed over, so that
 * the platform can add some.
 *
 * @param members values are String, Long, Double, Boolean, List, JsonObject or null
 */
public record JsonObject(Map<String, @Nullable Object> members) {

  /** Reads a whole text that is one object. */
  public static JsonObject parse(byte[] utf8) {
    return new JsonParser(utf8).object();
  }

  /** A text that must be there. */
  public String text(String name) {
    return required(name, optionalText(name));
  }

  /** A text, or null. */
  public @Nullable String optionalText(String name) {
    return optional(name, String.class);
  }

  /** A whole number that must be there. */
  public long number(String name) {
    return required(name, optionalNumber(name));
  }

  /** A whole number, or null. */
  public @Nullable Long optionalNumber(String name) {
    return optional(name, Long.class);
  }

  /** A whole number of 32 bits that must be there. */
  public int integer(String name) {
    return required(name, optionalInteger(name));
  }

  /** A whole number of 32 bits, or null. */
  public @Nullable Integer optionalInteger(String name) {
    Long number = optionalNumber(name);
    try {
      return number == null ? null : Integer.valueOf(Math.toIntExact(number));
    } catch (ArithmeticException e) {
      throw new JsonException(name + " is out of range");
    }
  }

  /** True or false; it must be there. */
  public boolean flag(String name) {
    return required(name, optional(name, Boolean.class));
  }

  /** A time that must be there. */
  public Instant instant(String name) {
    return required(name, optionalInstant(name));
  }

  /** A time, or null. */
  public @Nullable Instant optionalInstant(String name) {
    String text = optionalText(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new JsonException(name + " is not a time");
    }
  }

  /** A constant that must be there; what {@code known} does with a new one is its affair. */
  public <E> E constant(String name, Function<String, E> known) {
    return known.apply(text(name));
  }

  /** An object that must be there. */
  public JsonObject object(String name) {
    return required(name, optional(name, JsonObject.class));
  }

  /** Whether the member is there and not null. */
  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** The elements of a list of texts; empty when there is none. */
  public List<String> texts(String name) {
    List<?> list = optional(name, List.class);
    return list == null ? List.of() : list.stream().map(String::valueOf).toList();
  }

  /** The objects of a list that must be there. */
  public List<JsonObject> objects(String name) {
    List<?> list = required(name, optional(name, List.class));
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof JsonObject object)) {
        throw new JsonException(name + " has an element of another type than expected");
      }
      objects.add(object);
    }
    return List.copyOf(objects);
  }

  /** Texts by name; empty when there are none. */
  public Map<String, String> textMap(String name) {
    if (!has(name)) {
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    object(name)
        .members()
        .forEach(
            (key, value) -> {
              if (value != null) {
                texts.put(key, String.valueOf(value));
              }
            });
    return Collections.unmodifiableMap(texts);
  }

  private <T> @Nullable T optional(String name, Class<T> type) {
    Object value = members.get(name);
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      throw new JsonException(name + " has another type than expected");
    }
    return type.cast(value);
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new JsonException(name + " is missing");
    }
    return value;
  }
}
