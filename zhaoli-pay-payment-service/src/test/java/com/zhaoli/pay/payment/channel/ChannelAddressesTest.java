package com.zhaoli.pay.payment.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelAddressesTest {
  private final ChannelAddresses inProduction =
      new ChannelAddresses(DeploymentEnvironment.PRODUCTION);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/x",
        "http://127.0.0.1:9080",
        "http://[::1]/",
        "http://localhost"
      })
  void productionTakesHttpsAndWhatIsOnTheSameMachine(String address) {
    assertThat(inProduction.read("url", address)).isNotNull();
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
        .isThrownBy(() -> inProduction.read("url", address))
        .withMessageContainingAll("url", "https only");
    assertThat(ChannelFixture.ADDRESSES.read("url", address)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoWholeAddressIsTakenNowhere(DeploymentEnvironment environment) {
    ChannelAddresses addresses = new ChannelAddresses(environment);
    for (String address : new String[] {"", "a.example", "ftp://a.example", "https://a?b=c"}) {
      assertThatExceptionOfType(ChannelNotReadyException.class)
          .isThrownBy(() -> addresses.read("url", address))
          .withMessage("Setting url is not a whole http or https address.");
    }
  }
}
