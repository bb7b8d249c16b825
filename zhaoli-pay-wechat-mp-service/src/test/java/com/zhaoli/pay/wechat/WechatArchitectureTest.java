package com.zhaoli.pay.wechat;

import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class WechatArchitectureTest {

  @Test
  void theServiceKeepsTheSharedRules() {
    ArchitectureRules.check("com.zhaoli.pay.wechat");
  }
}
