package com.zhaoli.pay.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.testing.ArchitectureRules;
import java.util.Arrays;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Update;
import org.junit.jupiter.api.Test;

class MerchantArchitectureTest {

  @Test
  void theServiceKeepsTheSharedRules() {
    ArchitectureRules.check("com.zhaoli.pay.merchant");
  }

  @Test
  void theAuditLogHasNoStatementThatChangesAnEntry() throws ClassNotFoundException {
    Class<?> mapper = Class.forName("com.zhaoli.pay.merchant.trail.internal.AuditLogMapper");

    assertThat(mapper.getInterfaces()).isEmpty();
    assertThat(mapper.getDeclaredMethods())
        .isNotEmpty()
        .noneMatch(
            method ->
                method.isAnnotationPresent(Update.class)
                    || method.isAnnotationPresent(Delete.class));
    assertThat(Arrays.stream(mapper.getDeclaredMethods()).map(method -> method.getName()))
        .containsExactlyInAnyOrder("append", "page");
  }
}
