package com.zhaoli.pay.sandbox;

import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class SandboxArchitectureTest {
  @Test
  void theSandboxKeepsTheRulesOfTheHouse() {
    ArchitectureRules.check("com.zhaoli.pay.sandbox");
  }
}
