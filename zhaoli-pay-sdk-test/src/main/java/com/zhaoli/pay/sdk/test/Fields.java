package com.zhaoli.pay.sdk.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of a request's body. A value of another type than asked for is refused. */
record Fields(Map<String, @Nullable Object> values) {

  @Nullable String text(String name) {
    return typed(name, String.class);
  }

  @Nullable Long number(String name) {
    return typed(name, Long.class);
  }

  @Nullable Integer integer(String name) {
    Long number = number(name);
    if (number == null) {
      return null;
    }
    if (number.intValue() != number) {
      throw wrongType(name);
    }
    return number.intValue();
  }

  /** Texts as they stand there; null when the field is absent. */
  @Nullable List<String> lines(String name) {
    List<?> list = typed(name, List.class);
    if (list == null) {
      return null;
    }
    List<String> lines = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw wrongType(name);
      }
      lines.add(text);
    }
    return List.copyOf(lines);
  }

  /** Texts without repetition, in order; null when the field is absent. */
  @Nullable List<String> texts(String name) {
    List<String> lines = lines(name);
    return lines == null ? null : List.copyOf(new TreeSet<>(lines));
  }

  private <T> @Nullable T typed(String name, Class<T> type) {
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw wrongType(name);
    }
    return type.cast(value);
  }

  static Refusal wrongType(String name) {
    return new Refusal(PlatformError.REQUEST_INVALID, name, "is missing or has the wrong type");
  }
}
