package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with the error body what Tomcat refuses by itself, before any filter: a request line it
 * cannot read, a path that leaves the root, a header that is too long.
 */
final class ErrorBodyValve extends ErrorReportValve {

  private static final Logger log = LoggerFactory.getLogger(ErrorBodyValve.class);

  private final ErrorBodyWriter errors;

  ErrorBodyValve(ErrorBodyWriter errors) {
    this.errors = errors;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    try {
      if (response.getHeader(ZhaoliHeaders.REQUEST_ID) == null) {
        response.setHeader(ZhaoliHeaders.REQUEST_ID, Ids.requestId());
      }
      errors.write(request, response, refusalOf(request, response.getStatus()));
      response.finishResponse();
    } catch (IOException e) {
      log.debug("The caller did not wait for the refusal", e);
    }
  }

  private static ApiException refusalOf(Request request, int status) {
    String path = request.getRequestURI();
    if (status == 400 && path != null) {
      return PathRefusals.of(path);
    }
    return new ApiException(
        switch (status) {
          case 404 -> ErrorCode.NOT_FOUND;
          case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
          case 413 -> ErrorCode.BODY_TOO_LARGE;
          default -> status < 500 ? ErrorCode.REQUEST_INVALID : ErrorCode.INTERNAL_ERROR;
        });
  }
}
