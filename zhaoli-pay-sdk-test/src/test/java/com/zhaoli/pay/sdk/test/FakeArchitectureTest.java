package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class FakeArchitectureTest {

  @Test
  void theFakeKeepsTheRules() {
    ArchitectureRules.check("com.zhaoli.pay.sdk.test");
  }
}
