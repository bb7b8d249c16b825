package com.zhaoli.pay.simulator;

import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class SimulatorArchitectureTest {
  @Test
  void theSimulatorKeepsTheRulesOfTheHouse() {
    ArchitectureRules.check("com.zhaoli.pay.simulator");
  }
}
