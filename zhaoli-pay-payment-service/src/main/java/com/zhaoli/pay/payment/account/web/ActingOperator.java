package com.zhaoli.pay.payment.account.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The operator in whose name a request comes, as the gateway found out. */
record ActingOperator(String operatorNo, Set<String> roles) {
  private static final String ADMIN = "ADMIN";
  private static final String AUDITOR = "AUDITOR";

  /**
   * From the gateway's headers, which nobody else can set.
   *
   * @throws ApiException OPERATOR_UNAUTHENTICATED without one
   */
  static ActingOperator of(HttpServletRequest request) {
    String operatorNo = request.getHeader(ZhaoliHeaders.OPERATOR);
    String roles = request.getHeader(ZhaoliHeaders.OPERATOR_ROLES);
    if (operatorNo == null || operatorNo.isBlank()) {
      throw new ApiException(ErrorCode.OPERATOR_UNAUTHENTICATED);
    }
    return new ActingOperator(
        operatorNo,
        roles == null
            ? Set.of()
            : Arrays.stream(roles.split(",", -1)).map(String::strip).collect(Collectors.toSet()));
  }

  /**
   * Administrators and auditors see accounts.
   *
   * @throws ApiException OPERATOR_FORBIDDEN
   */
  ActingOperator mayRead() {
    if (!roles.contains(AUDITOR)) {
      return mayManage();
    }
    return this;
  }

  /**
   * Administrators alone decide where money goes.
   *
   * @throws ApiException OPERATOR_FORBIDDEN
   */
  ActingOperator mayManage() {
    if (!roles.contains(ADMIN)) {
      throw new ApiException(ErrorCode.OPERATOR_FORBIDDEN);
    }
    return this;
  }
}
