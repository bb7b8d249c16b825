package com.zhaoli.pay.common.paging.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some rows, in an order that does not change.
 *
 * @param next value of {@code after} for the page behind it; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PageVO<T>(List<T> items, @Nullable String next) {

  /**
   * Of one row more than asked for, which tells whether there is a next page.
   *
   * @param found at most {@code limit + 1} rows
   * @param limit how many one page shows, at least 1
   * @param cursor what a row says to {@code after} of the page behind it
   */
  public static <T, R> PageVO<R> of(
      List<T> found, int limit, Function<T, R> row, Function<T, String> cursor) {
    List<T> shown = found.subList(0, Math.min(limit, found.size()));
    String next = found.size() > limit ? cursor.apply(shown.get(limit - 1)) : null;
    return new PageVO<>(shown.stream().map(row).toList(), next);
  }
}
