package com.zhaoli.pay.job;

import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class JobArchitectureTest {
  @Test
  void keepsTheRules() {
    ArchitectureRules.check("com.zhaoli.pay.job");
  }
}
