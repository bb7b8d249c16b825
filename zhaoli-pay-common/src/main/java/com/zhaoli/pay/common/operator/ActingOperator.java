package com.zhaoli.pay.common.operator;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operator in whose name a request comes, as the gateway found out. */
public record ActingOperator(String operatorNo, Set<String> roles) {

  /**
   * From the gateway's headers, which nobody else can set.
   *
   * @throws ApiException OPERATOR_UNAUTHENTICATED without one
   */
  public static ActingOperator of(@Nullable String operatorNo, @Nullable String roles) {
    if (operatorNo == null || operatorNo.isBlank()) {
      throw new ApiException(ErrorCode.OPERATOR_UNAUTHENTICATED);
    }
    return new ActingOperator(
        operatorNo,
        roles == null
            ? Set.of()
            : Arrays.stream(roles.split(",")).map(String::strip).collect(Collectors.toSet()));
  }

  /**
   * The same, of a request.
   *
   * @throws ApiException OPERATOR_UNAUTHENTICATED without one
   */
  public static ActingOperator of(HttpServletRequest request) {
    return of(
        request.getHeader(ZhaoliHeaders.OPERATOR), request.getHeader(ZhaoliHeaders.OPERATOR_ROLES));
  }

  /**
   * Administrators may do everything.
   *
   * @throws ApiException OPERATOR_FORBIDDEN
   */
  public ActingOperator mustBe(OperatorRole role) {
    if (!roles.contains(role.name()) && !roles.contains(OperatorRole.ADMIN.name())) {
      throw new ApiException(ErrorCode.OPERATOR_FORBIDDEN);
    }
    return this;
  }
}
