package com.zhaoli.pay.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.trail.AuditTrail;
import com.zhaoli.pay.merchant.trail.AuditLog;
import com.zhaoli.pay.testing.ArchitectureRules;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MerchantArchitectureTest {

  @Test
  void theServiceKeepsTheSharedRules() {
    ArchitectureRules.check("com.zhaoli.pay.merchant");
  }

  @Test
  void theAuditLogHasNoStatementThatChangesAnEntry() {
    assertThat(Arrays.stream(AuditTrail.class.getMethods()))
        .filteredOn(method -> method.getDeclaringClass() == AuditTrail.class)
        .extracting(Method::getName)
        .containsExactlyInAnyOrder("append", "page");
    assertThat(AuditLog.class.getDeclaredMethods()).isEmpty();
  }
}
