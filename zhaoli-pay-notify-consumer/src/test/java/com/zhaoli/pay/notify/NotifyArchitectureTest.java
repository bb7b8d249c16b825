package com.zhaoli.pay.notify;

import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class NotifyArchitectureTest {
  @Test
  void theServiceKeepsThePlatformsRules() {
    ArchitectureRules.check("com.zhaoli.pay.notify");
  }
}
