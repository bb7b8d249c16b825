package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import com.zhaoli.pay.common.web.RequestIds;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.signing.RequestPath;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

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
      // The filter that gives requests their ids was not reached, or has ended.
      String given = response.getHeader(ZhaoliHeaders.REQUEST_ID);
      String id = given == null ? Ids.requestId() : given;
      response.setHeader(ZhaoliHeaders.REQUEST_ID, id);
      MDC.put(RequestIds.MDC_KEY, id);
      errors.write(request, response, refusalOf(request, response.getStatus()));
      response.finishResponse();
    } catch (IOException e) {
      log.debug("The caller did not wait for the refusal", e);
    } finally {
      MDC.remove(RequestIds.MDC_KEY);
    }
  }

  private static ApiException refusalOf(Request request, int status) {
    String path = request.getRequestURI();
    if (status == 400 && path != null && !RequestPath.isUnambiguous(path)) {
      return PathRefusals.of(path);
    }
    return switch (status) {
      case 400 ->
          ApiException.of(
              ErrorCode.REQUEST_INVALID,
              "request",
              "is not valid HTTP/1.1, or its headers are too many or too large");
      case 404 -> new ApiException(ErrorCode.NOT_FOUND);
      case 405 -> new ApiException(ErrorCode.METHOD_NOT_ALLOWED);
      case 408 -> new ApiException(ErrorCode.REQUEST_TIMEOUT);
      case 413 -> new ApiException(ErrorCode.BODY_TOO_LARGE);
      // What Tomcat does not implement is the client's mistake, not a failure of ours.
      case 501 -> unimplemented(request);
      case 505 -> ApiException.of(ErrorCode.REQUEST_INVALID, "request", "is not HTTP/1.1");
      default ->
          new ApiException(status < 500 ? ErrorCode.REQUEST_INVALID : ErrorCode.INTERNAL_ERROR);
    };
  }

  private static ApiException unimplemented(Request request) {
    return request.getHeader("Transfer-Encoding") == null
        ? new ApiException(ErrorCode.METHOD_NOT_ALLOWED)
        : ApiException.of(ErrorCode.REQUEST_INVALID, "Transfer-Encoding", "is not chunked");
  }
}
