package com.zhaoli.pay.merchant.receiver;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a merchant calls a receiver, such as 店长 小王. Exists only with valid content. */
public record ReceiverLabel(String value) {
  private static final int MAX_CHARACTERS = 32;

  /** Beside what cannot be seen, what turns the direction of writing and so hides what is there. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}<>]");

  /**
   * Takes what a person typed; outer blanks are forgiven.
   *
   * @throws ApiException REQUEST_INVALID
   */
  public static ReceiverLabel of(@Nullable String typed) {
    String label = typed == null ? "" : typed.strip();
    if (label.isEmpty() || label.codePointCount(0, label.length()) > MAX_CHARACTERS) {
      throw invalid("must have 1 to " + MAX_CHARACTERS + " characters");
    }
    if (UNFIT.matcher(label).find()) {
      throw invalid("must not have characters that cannot be seen, < or >");
    }
    return new ReceiverLabel(label);
  }

  private static ApiException invalid(String problem) {
    return ApiException.of(ErrorCode.REQUEST_INVALID, "label", problem);
  }
}
