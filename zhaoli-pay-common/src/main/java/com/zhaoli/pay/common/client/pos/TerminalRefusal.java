package com.zhaoli.pay.common.client.pos;

import com.zhaoli.pay.common.error.ErrorCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's request that was refused.
 *
 * @param claimed the terminal that it says it is of, which need not be true; see {@link #claimedBy}
 * @param code what it was answered
 * @param detail what it asked for, where it came from; no secrets, at most 400 characters
 */
public record TerminalRefusal(String claimed, ErrorCode code, String detail) {
  private static final Pattern CLAIM = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int MAX_DETAIL = 400;

  public TerminalRefusal {
    claimed = claimedBy(claimed);
    detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
  }

  /** What a header names as a terminal, or {@code unknown} where that cannot be one's number. */
  public static String claimedBy(@Nullable String header) {
    return header != null && CLAIM.matcher(header).matches() ? header : "unknown";
  }
}
