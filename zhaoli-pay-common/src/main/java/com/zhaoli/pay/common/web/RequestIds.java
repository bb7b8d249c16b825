package com.zhaoli.pay.common.web;

import com.zhaoli.pay.common.id.Ids;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id of the request that the current thread works on. */
public final class RequestIds {
  /** MDC key. */
  public static final String MDC_KEY = "requestId";

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  private RequestIds() {}

  /** The current request's id, or a new one where there is no request. */
  public static String current() {
    String id = MDC.get(MDC_KEY);
    return id == null ? Ids.requestId() : id;
  }

  /** The offered id when it has the shape of one (an id goes into logs), else a new one. */
  public static String acceptOrNew(@Nullable String offered) {
    return offered != null && SHAPE.matcher(offered).matches() ? offered : Ids.requestId();
  }
}
