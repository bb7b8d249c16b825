package com.zhaoli.pay.gateway.guard;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.gateway.edge.IncomingBodies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;

/**
 * The raw bytes of a request's body, read once, bounded, and kept for whoever checks or forwards
 * them. Nothing in the gateway parses a body, so what was signed is what is forwarded.
 */
public final class RequestBody {

  /** The limit of the signing spec. */
  public static final int LIMIT_BYTES = 1024 * 1024;

  private static final String ATTRIBUTE = RequestBody.class.getName();

  private RequestBody() {}

  /**
   * Reads the body. A length announced above the limit is refused without reading; of a body of
   * unknown length no more than one byte above the limit is read.
   *
   * @throws ApiException BODY_TOO_LARGE, REQUEST_TIMEOUT, RATE_LIMITED when the client has too many
   *     bodies on the way, REQUEST_INVALID when it breaks off
   */
  public static byte[] read(HttpServletRequest request) {
    return read(request, LIMIT_BYTES);
  }

  /** As {@link #read(HttpServletRequest)}, with a limit of the route's own. */
  static byte[] read(HttpServletRequest request, int limitBytes) {
    if (request.getContentLengthLong() > limitBytes) {
      throw new ApiException(ErrorCode.BODY_TOO_LARGE);
    }
    byte[] body;
    try {
      body = IncomingBodies.read(request, limitBytes + 1);
    } catch (IOException e) {
      // The caller broke off, or sent less than it announced: nobody to help.
      throw new ApiException(ErrorCode.REQUEST_INVALID, e);
    }
    if (body.length > limitBytes) {
      throw new ApiException(ErrorCode.BODY_TOO_LARGE);
    }
    request.setAttribute(ATTRIBUTE, body);
    return body;
  }

  /** What {@link #read} read. */
  public static byte[] of(HttpServletRequest request) {
    return (byte[])
        Objects.requireNonNull(
            request.getAttribute(ATTRIBUTE), "every route reads the body before it forwards");
  }
}
