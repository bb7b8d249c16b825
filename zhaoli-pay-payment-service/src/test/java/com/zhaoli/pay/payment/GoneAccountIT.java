package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.account.AccountDirectory;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.testing.FreePorts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Merchants whose account at a channel has gone since they took payments by it. */
class GoneAccountIT extends RunningService {
  private static final AtomicBoolean GONE = new AtomicBoolean();

  @TestConfiguration(proxyBeanMethods = false)
  static class Accounts {
    @Bean
    static BeanFactoryPostProcessor theDirectoryStandsBehind() {
      return beans -> beans.getBeanDefinition("accountDirectory").setPrimary(false);
    }

    @Bean
    @Primary
    ChannelAccountSource accountsThatMayGo(AccountDirectory directory) {
      return new ChannelAccountSource() {
        @Override
        public boolean exists(Channel channel, String channelAccountNo) {
          return directory.exists(channel, channelAccountNo);
        }

        @Override
        public Optional<ChannelAccount> find(Channel channel, String channelAccountNo) {
          return directory.find(channel, channelAccountNo);
        }

        @Override
        public Optional<ChannelAccount> findPrevious(Channel channel, String channelAccountNo) {
          return directory.findPrevious(channel, channelAccountNo);
        }

        @Override
        public Optional<String> accountFor(String merchantNo, Channel channel) {
          return GONE.get() ? Optional.empty() : directory.accountFor(merchantNo, channel);
        }
      };
    }
  }

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    common(registry, "zhaoli_payment_gone", Map.of());
    registry.add("spring.rabbitmq.host", () -> "127.0.0.1");
    registry.add("spring.rabbitmq.port", FreePorts::next);
  }

  @AfterEach
  void theAccountIsBack() {
    GONE.set(false);
  }

  @Test
  void theSameRequestFindsItsPaymentAfterTheAccountHasGone() {
    String outTradeNo = newOutTradeNo();
    Answer first = create(Channel.WECHAT, outTradeNo, 100);
    GONE.set(true);

    Answer again = create(Channel.WECHAT, outTradeNo, 100);
    Answer other = create(Channel.WECHAT, outTradeNo, 101);
    Answer fresh = create(Channel.WECHAT, newOutTradeNo(), 100);

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.field("code")).isEqualTo("OUT_TRADE_NO_CONFLICT");
    assertThat(fresh.status()).isEqualTo(422);
    assertThat(fresh.field("code")).isEqualTo("CHANNEL_NOT_CONFIGURED");
  }
}
