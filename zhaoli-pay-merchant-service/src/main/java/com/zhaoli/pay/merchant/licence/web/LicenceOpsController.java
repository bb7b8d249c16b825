package com.zhaoli.pay.merchant.licence.web;

import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.merchant.licence.Licences;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators the licence a merchant applied with. */
@RestController
class LicenceOpsController {
  private final Licences licences;

  LicenceOpsController(Licences licences) {
    this.licences = licences;
  }

  @GetMapping(path = "/ops/v1/merchants/{merchantNo}/licence")
  ResponseEntity<byte[]> show(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, required = false) @Nullable String roles,
      @PathVariable("merchantNo") String merchantNo) {
    ActingOperator acting = ActingOperator.of(operator, roles).mustBe(OperatorRole.AUDITOR);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.IMAGE_JPEG)
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("Content-Disposition", "inline; filename=\"licence.jpg\"")
        .body(licences.show(merchantNo, acting.operatorNo()));
  }
}
