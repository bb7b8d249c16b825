package com.zhaoli.pay.payment.ops;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operator in whose name a request comes, as the gateway found out. */
public record OperatorAccess(String operatorNo, Set<String> roles) {
  private static final String ADMIN = "ADMIN";

  /**
   * From the gateway's headers, which nobody else can set.
   *
   * @throws ApiException OPERATOR_UNAUTHENTICATED without one
   */
  public static OperatorAccess of(@Nullable String operatorNo, @Nullable String roles) {
    if (operatorNo == null || operatorNo.isBlank()) {
      throw new ApiException(ErrorCode.OPERATOR_UNAUTHENTICATED);
    }
    return new OperatorAccess(
        operatorNo,
        roles == null
            ? Set.of()
            : Arrays.stream(roles.split(",")).map(String::strip).collect(Collectors.toSet()));
  }

  /**
   * Changes are for administrators.
   *
   * @throws ApiException OPERATOR_FORBIDDEN
   */
  public OperatorAccess mustBeAdmin() {
    if (!roles.contains(ADMIN)) {
      throw new ApiException(ErrorCode.OPERATOR_FORBIDDEN);
    }
    return this;
  }
}
