package com.zhaoli.pay.sandbox.wechatpay;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Writes the refusals of this package's controllers. */
@RestControllerAdvice(basePackageClasses = WechatPayAdvice.class)
final class WechatPayAdvice {
  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(WechatPayError refusal) {
    return ResponseEntity.status(refusal.status()).body(WechatPayErrors.body(refusal));
  }
}
