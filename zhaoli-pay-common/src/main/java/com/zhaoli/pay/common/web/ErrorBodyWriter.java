package com.zhaoli.pay.common.web;

import com.zhaoli.pay.common.cors.CorsHeaders;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/** Writes the error body where no controller is reached: in filters. */
public final class ErrorBodyWriter {
  private final JsonMapper json;
  private final CorsHeaders cors;

  public ErrorBodyWriter(JsonMapper json, CorsHeaders cors) {
    this.json = json;
    this.cors = cors;
  }

  /** The body of a refusal, in the language that the request asks for. */
  public static ErrorBody bodyOf(ApiException refusal, HttpServletRequest request) {
    return new ErrorBody(
        refusal.code().name(),
        refusal.code().message(request.getHeader("Accept-Language")),
        RequestIds.current(),
        refusal.details());
  }

  /**
   * Answers the request with the refusal, and with the CORS headers, which no aspect sets here. The
   * response must not be committed yet.
   */
  public void write(HttpServletRequest request, HttpServletResponse response, ApiException refusal)
      throws IOException {
    byte[] body = json.writeValueAsBytes(bodyOf(refusal, request));
    response.setStatus(refusal.code().httpStatus());
    cors.apply(request, response);
    Long retryAfter = refusal.retryAfterSeconds();
    if (retryAfter != null) {
      response.setHeader("Retry-After", Long.toString(retryAfter));
    }
    response.setContentType("application/json;charset=UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
