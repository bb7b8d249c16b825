package com.zhaoli.pay.common.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorBody;
import com.zhaoli.pay.common.error.ErrorCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers with the error body what failed outside any controller. */
@RestController
public class PlatformErrorController implements ErrorController {

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<ErrorBody> error(HttpServletRequest request, HttpServletResponse response) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : ErrorCode.NOT_FOUND.httpStatus();
    ApiException refusal = new ApiException(codeFor(status));
    return ResponseEntity.status(refusal.code().httpStatus())
        .contentType(MediaType.APPLICATION_JSON)
        .body(withIdOf(response, ErrorBodyWriter.bodyOf(refusal, request)));
  }

  /** The filter that gave the request its id has ended by now; the answer still carries it. */
  private static ErrorBody withIdOf(HttpServletResponse response, ErrorBody body) {
    String id = response.getHeader(ZhaoliHeaders.REQUEST_ID);
    return id == null ? body : new ErrorBody(body.code(), body.message(), id, body.details());
  }

  private static ErrorCode codeFor(int status) {
    return switch (status) {
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 408 -> ErrorCode.REQUEST_TIMEOUT;
      case 413 -> ErrorCode.BODY_TOO_LARGE;
      case 415 -> ErrorCode.MEDIA_TYPE_UNSUPPORTED;
      case 503 -> ErrorCode.UPSTREAM_UNAVAILABLE;
      case 504 -> ErrorCode.UPSTREAM_TIMEOUT;
      default ->
          status >= 400 && status < 500 ? ErrorCode.REQUEST_INVALID : ErrorCode.INTERNAL_ERROR;
    };
  }
}
