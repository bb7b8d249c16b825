package com.zhaoli.pay.payment.channel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelAddressesTest {
  private final ChannelAddresses inProduction =
      new ChannelAddresses(DeploymentEnvironment.PRODUCTION);

  private static ChannelAccount account(String url) {
    return new ChannelAccount(Channel.ALIPAY, "platform", 1, Map.of("url", url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/x",
        "http://127.0.0.1:9080",
        "http://[::1]/",
        "http://localhost"
      })
  void productionTakesHttpsAndWhatIsOnTheSameMachine(String address) {
    assertThatCode(() -> inProduction.check(account(address), "url", "absent"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example/x",
        "http://10.0.0.1",
        "http://127.0.0.1.a.example",
        "http://localhost.a.example",
        "http://127.0.0.1@a.example",
        "http://127.0.0.1:80@a.example",
      })
  void productionTakesNoOtherHttp(String address) {
    assertThatExceptionOfType(ChannelNotReadyException.class)
        .isThrownBy(() -> inProduction.check(account(address), "url"))
        .withMessageContainingAll("url", "https only");
    assertThatCode(() -> ChannelFixture.ADDRESSES.check(account(address), "url"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoWholeAddressIsTakenNowhere(DeploymentEnvironment environment) {
    ChannelAddresses addresses = new ChannelAddresses(environment);
    for (String address : new String[] {"x", "a.example", "ftp://a.example", "https://a?b=c"}) {
      assertThatExceptionOfType(ChannelNotReadyException.class)
          .isThrownBy(() -> addresses.check(account(address), "url"))
          .withMessage("Setting url is not a whole http or https address.");
    }
  }
}
