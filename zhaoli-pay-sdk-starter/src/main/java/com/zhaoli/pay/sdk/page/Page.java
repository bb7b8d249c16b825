package com.zhaoli.pay.sdk.page;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items may be empty although there is a next page
 * @param next what asks for the page behind this one; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** Reads the platform's answer, whose member {@code items} is named so. */
  public static <T> Page<T> of(JsonObject json, String items, Function<JsonObject, T> reader) {
    return new Page<>(json.objects(items).stream().map(reader).toList(), json.optionalText("next"));
  }
}
