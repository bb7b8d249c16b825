package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.testing.FreePorts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service starts first: no broker is there, and the sandbox has not made its keys yet. */
class StartIT extends RunningService {

  @DynamicPropertySource
  static void nothingIsThere(DynamicPropertyRegistry registry) {
    common(
        registry,
        "zhaoli_payment_start",
        Map.of(
            "zhaoli.channels.alipay.accounts.platform.private-key-file", "/nonexistent/alipay",
            "zhaoli.channels.wechat.accounts.platform.public-key-file", "/nonexistent/wechat"));
    registry.add("spring.rabbitmq.host", () -> "127.0.0.1");
    registry.add("spring.rabbitmq.port", FreePorts::next);
  }

  @Test
  void itIsHealthyAndSaysThatTheChannelsCannotBeUsedYet() {
    assertThat(get("/actuator/health").field("status")).isEqualTo("UP");
    assertThat(get("/actuator/health/readiness").field("status")).isEqualTo("UP");
    for (Channel channel : List.of(Channel.ALIPAY, Channel.WECHAT)) {
      Answer refused = create(channel, newOutTradeNo(), 100);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.field("code")).isEqualTo("CHANNEL_UNAVAILABLE");
      Answer callback =
          deliver(
              channel,
              wallet(channel).notice(new Pending(channel, "", "at_1", new Money(1)).paid()));
      assertThat(isAccepted(channel, callback)).isFalse();
    }
  }
}
