package com.zhaoli.pay.gateway;

import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class GatewayArchitectureTest {

  @Test
  void theGatewayKeepsTheRules() {
    ArchitectureRules.check("com.zhaoli.pay.gateway");
  }
}
