package com.zhaoli.pay.pos;

import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class PosArchitectureTest {
  @Test
  void keepsTheRules() {
    ArchitectureRules.check("com.zhaoli.pay.pos");
  }
}
