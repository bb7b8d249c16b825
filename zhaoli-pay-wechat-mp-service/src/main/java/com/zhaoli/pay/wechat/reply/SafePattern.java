package com.zhaoli.pay.wechat.reply;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;

/**
 * Regular expressions whose matching takes time linear in the text, whatever the expression: RE2
 * never backtracks, and so has neither back references nor look-around. What is linear can still be
 * large, so counted repetitions and the compiled size are bounded as well.
 */
final class SafePattern {
  private static final int MAX_REPETITIONS = 1_000;
  private static final int MAX_PROGRAM = 500;
  private static final java.util.regex.Pattern COUNTED =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

  private SafePattern() {}

  /**
   * Compiles.
   *
   * @throws ApiException REQUEST_INVALID for what RE2 does not know, or would make too large
   */
  static Pattern compile(String expression) {
    if (repetitionsOf(expression) > MAX_REPETITIONS) {
      throw invalid("repeats too often");
    }
    try {
      Pattern pattern = Pattern.compile(expression);
      if (pattern.programSize() > MAX_PROGRAM) {
        throw invalid("is too large");
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw invalid("is no regular expression of RE2: " + e.getDescription());
    }
  }

  /** As if all counted repetitions were nested in each other. */
  private static long repetitionsOf(String expression) {
    java.util.regex.Matcher counted = COUNTED.matcher(expression);
    long product = 1;
    while (counted.find() && product <= MAX_REPETITIONS) {
      String most = counted.group(2);
      long times = Long.parseLong(most == null || most.isEmpty() ? counted.group(1) : most);
      product *= Math.max(1, times);
    }
    return product;
  }

  private static ApiException invalid(String problem) {
    return ApiException.of(ErrorCode.REQUEST_INVALID, "pattern", problem);
  }
}
