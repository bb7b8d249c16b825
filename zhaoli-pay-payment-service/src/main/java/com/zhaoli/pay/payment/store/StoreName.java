package com.zhaoli.pay.payment.store;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of what merchants and payers write about stores. */
final class StoreName {
  static final int MAX_NAME = 40;
  static final int MAX_NOTE = 50;
  private static final Pattern LABEL = Pattern.compile("[0-9A-Za-z_\\-]{1,32}");

  /** Beside what cannot be seen, what turns the direction of writing and so hides what is there. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}]");

  private StoreName() {}

  static String requireName(@Nullable String name, Map<String, String> problems) {
    String text = name == null ? "" : name.strip();
    if (text.isEmpty()) {
      problems.put("name", "is required");
    } else {
      checkText("name", text, MAX_NAME, problems);
    }
    return text;
  }

  static void checkStoreId(@Nullable String storeId, Map<String, String> problems) {
    if (storeId != null && !LABEL.matcher(storeId).matches()) {
      problems.put("storeId", "must be 1 to 32 of 0-9 A-Z a-z _ -");
    }
  }

  /** A payer's note; null when nothing is written. */
  static @Nullable String note(@Nullable String note, Map<String, String> problems) {
    String text = note == null ? "" : note.strip();
    checkText("note", text, MAX_NOTE, problems);
    return text.isEmpty() ? null : text;
  }

  private static void checkText(
      String field, String text, int maxLength, Map<String, String> problems) {
    if (text.codePointCount(0, text.length()) > maxLength) {
      problems.put(field, "must have at most " + maxLength + " characters");
    } else if (UNSEEN.matcher(text).find()) {
      problems.put(field, "must not have characters that cannot be seen");
    }
  }

  static void refuseIfAny(Map<String, String> problems) {
    if (!problems.isEmpty()) {
      throw new ApiException(ErrorCode.REQUEST_INVALID, problems);
    }
  }
}
