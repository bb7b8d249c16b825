package com.zhaoli.pay.gateway.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Notes that a service broke off in the middle of its answer. Thrown from where the answer is
 * copied, the exception would be handled as a controller's and an error body appended to what was
 * already written, so what is outside of all that decides by this note: the edge filter while
 * nothing has left yet, {@link CutOffValve} otherwise.
 */
public final class UnfinishedAnswer {

  private static final String ATTRIBUTE = UnfinishedAnswer.class.getName();

  private UnfinishedAnswer() {}

  /** The answer to this request cannot be finished. */
  public static void note(HttpServletRequest request, IOException cause) {
    request.setAttribute(ATTRIBUTE, cause);
  }

  static @Nullable IOException of(HttpServletRequest request) {
    return (IOException) request.getAttribute(ATTRIBUTE);
  }
}
