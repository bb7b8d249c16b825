package com.zhaoli.pay.sdk;

import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class SdkArchitectureTest {

  @Test
  void theStarterKeepsTheRules() {
    ArchitectureRules.check("com.zhaoli.pay.sdk");
  }
}
