package com.zhaoli.pay.common.cors;

import jakarta.servlet.http.HttpServletResponse;
import org.aspectj.lang.annotation.After;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.aspectj.lang.annotation.Pointcut;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Sets the CORS headers on what controllers answer and on what becomes of their exceptions. After
 * advice, so that it runs whether a method returned or threw, and what it set is there however the
 * method left the answer; the body is written only later.
 */
@Aspect
class CorsAspect {
  private final CorsHeaders headers;

  CorsAspect(CorsHeaders headers) {
    this.headers = headers;
  }

  @Pointcut(
      "within(com.zhaoli.pay..*)"
          + " && (@within(org.springframework.web.bind.annotation.RestController)"
          + " || @within(org.springframework.web.bind.annotation.RestControllerAdvice))")
  void answers() {}

  @After("answers()")
  void afterAnswers() {
    apply();
  }

  /**
   * A method that writes its answer itself has committed it when it returns: afterwards is too
   * late.
   */
  @Before("answers() && execution(* *(.., jakarta.servlet.http.HttpServletResponse, ..))")
  void beforeAnswersThatAreWrittenAtOnce() {
    apply();
  }

  private void apply() {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
      HttpServletResponse response = current.getResponse();
      if (response != null) {
        headers.apply(current.getRequest(), response);
      }
    }
  }
}
