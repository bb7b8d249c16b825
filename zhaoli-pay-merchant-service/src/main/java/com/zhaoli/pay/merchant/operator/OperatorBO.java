package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.operator.OperatorRole;
import java.util.List;

/** An operator. */
public record OperatorBO(String operatorNo, String username, List<OperatorRole> roles) {
  public OperatorBO {
    roles = List.copyOf(roles);
  }
}
