package com.zhaoli.pay.common.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorBody;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.json.UnfitValueException;
import com.zhaoli.pay.common.time.TimeBounds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;

/** Turns whatever a controller throws into the error body; nothing internal leaves with it. */
@RestControllerAdvice
public class ApiExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ApiExceptionHandler.class);

  @ExceptionHandler
  ResponseEntity<ErrorBody> refused(ApiException refusal, HttpServletRequest request) {
    if (refusal.code().httpStatus() >= 500) {
      tell(refusal, request);
    }
    return answer(refusal, request);
  }

  /**
   * One that has no cause was foreseen, and its details say all: where it was thrown tells nobody
   * more. It is told without what stands in the address, which may be a person's.
   */
  private static void tell(ApiException refusal, HttpServletRequest request) {
    if (refusal.getCause() == null) {
      log.warn(
          "{} {} answered {}",
          request.getMethod(),
          request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
          refusal.getMessage());
    } else {
      log.warn(
          "{} {} answered {}",
          request.getMethod(),
          request.getRequestURI(),
          refusal.code(),
          refusal);
    }
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> invalid(MethodArgumentNotValidException e, HttpServletRequest request) {
    Map<String, String> details = new TreeMap<>();
    for (FieldError error : e.getBindingResult().getFieldErrors()) {
      details.putIfAbsent(error.getField(), String.valueOf(error.getDefaultMessage()));
    }
    e.getBindingResult()
        .getGlobalErrors()
        .forEach(
            error ->
                details.putIfAbsent(
                    error.getObjectName(), String.valueOf(error.getDefaultMessage())));
    return answer(new ApiException(ErrorCode.REQUEST_INVALID, details), request);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> invalid(
      HandlerMethodValidationException e, HttpServletRequest request) {
    Map<String, String> details = new TreeMap<>();
    e.getParameterValidationResults()
        .forEach(
            result -> {
              String name = String.valueOf(result.getMethodParameter().getParameterName());
              result
                  .getResolvableErrors()
                  .forEach(
                      error ->
                          details.putIfAbsent(name, String.valueOf(error.getDefaultMessage())));
            });
    return answer(new ApiException(ErrorCode.REQUEST_INVALID, details), request);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> invalid(ConstraintViolationException e, HttpServletRequest request) {
    Map<String, String> details = new TreeMap<>();
    e.getConstraintViolations()
        .forEach(v -> details.putIfAbsent(v.getPropertyPath().toString(), v.getMessage()));
    return answer(new ApiException(ErrorCode.REQUEST_INVALID, details), request);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> missing(
      MissingServletRequestParameterException e, HttpServletRequest request) {
    return answer(
        ApiException.of(ErrorCode.REQUEST_INVALID, e.getParameterName(), "is required"), request);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> mismatch(
      MethodArgumentTypeMismatchException e, HttpServletRequest request) {
    String problem =
        e.getMostSpecificCause() instanceof TimeBounds.OutOfBoundsException bounds
            ? bounds.getMessage()
            : "has the wrong type";
    return answer(ApiException.of(ErrorCode.REQUEST_INVALID, e.getName(), problem), request);
  }

  /** Its message repeats what was sent, line breaks and all, so it goes into no log. */
  @ExceptionHandler
  ResponseEntity<ErrorBody> undecodable(InvalidParameterException e, HttpServletRequest request) {
    return answer(
        ApiException.of(
            ErrorCode.REQUEST_INVALID, "parameters", "are too many, or no percent-encoded UTF-8"),
        request);
  }

  /**
   * A body that is no JSON, or JSON of the wrong types: names the field, never echoes the value.
   */
  @ExceptionHandler
  ResponseEntity<ErrorBody> unreadable(
      HttpMessageNotReadableException e, HttpServletRequest request) {
    if (e.getCause() instanceof JacksonException typed
        // The latter is a number that does not fit: well-formed, and of no use all the same.
        && (typed instanceof DatabindException || typed instanceof InputCoercionException)) {
      String problem =
          typed instanceof UnfitValueException unfit
              ? unfit.problem()
              : "is missing or has the wrong type";
      return answer(ApiException.of(ErrorCode.REQUEST_INVALID, pathOf(typed), problem), request);
    }
    return answer(new ApiException(ErrorCode.REQUEST_BODY_MALFORMED), request);
  }

  private static String pathOf(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference reference : e.getPath()) {
      String name = reference.getPropertyName();
      if (name != null) {
        path.append(path.isEmpty() ? "" : ".").append(name);
      } else if (reference.getIndex() >= 0) {
        path.append('[').append(reference.getIndex()).append(']');
      }
    }
    return path.isEmpty() ? "body" : path.toString();
  }

  @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
  ResponseEntity<ErrorBody> notFound(Exception e, HttpServletRequest request) {
    return answer(new ApiException(ErrorCode.NOT_FOUND), request);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> wrongMethod(
      HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
    return answer(new ApiException(ErrorCode.METHOD_NOT_ALLOWED), request);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> wrongType(
      HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
    return answer(new ApiException(ErrorCode.MEDIA_TYPE_UNSUPPORTED), request);
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> unacceptable(
      HttpMediaTypeNotAcceptableException e, HttpServletRequest request) {
    return answer(new ApiException(ErrorCode.NOT_ACCEPTABLE), request);
  }

  /** The caller went away: there is nobody to answer. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException e) {
    log.debug("The caller closed the connection: {}", e.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> anythingElse(Exception e, HttpServletRequest request) {
    if (e instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
      return answer(new ApiException(ErrorCode.REQUEST_INVALID), request);
    }
    log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
    return answer(new ApiException(ErrorCode.INTERNAL_ERROR), request);
  }

  private static ResponseEntity<ErrorBody> answer(
      ApiException refusal, HttpServletRequest request) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(refusal.code().httpStatus()).contentType(MediaType.APPLICATION_JSON);
    Long retryAfter = refusal.retryAfterSeconds();
    if (retryAfter != null) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
    }
    return answer.body(ErrorBodyWriter.bodyOf(refusal, request));
  }
}
