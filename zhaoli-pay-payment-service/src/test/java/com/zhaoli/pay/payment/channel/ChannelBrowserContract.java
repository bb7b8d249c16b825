package com.zhaoli.pay.payment.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a wallet's own browser is recognised, and says who the payer is. */
public interface ChannelBrowserContract extends ChannelContract {

  private PayerBrowser browser() {
    assumeTrue(fixture().browser().isPresent(), "a wallet need not have a browser");
    return fixture().browser().orElseThrow();
  }

  @Test
  default void theWalletsBrowserIsRecognised() {
    PayerBrowser browser = browser();
    assertThat(browser.channel()).isEqualTo(fixture().here().channel());
    assertThat(browser.recognises(fixture().there().userAgent())).isTrue();
    assertThat(browser.recognises("Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/140.0"))
        .isFalse();
    assertThat(browser.recognises("")).isFalse();
  }

  @Test
  default void theWayToTheWalletBringsBackWhatItWasGiven() {
    URI back = URI.create("https://pay.example/cashier/tok?a=1&b=2");
    URI there = browser().authorizeUrl(ChannelAccounts.PLATFORM, back, "s+1/=");
    assertThat(there.isAbsolute()).isTrue();
    assertThat(there.getRawQuery() + "#")
        .contains("=" + URLEncoder.encode(back.toString(), StandardCharsets.UTF_8))
        .contains("=" + URLEncoder.encode("s+1/=", StandardCharsets.UTF_8));
    assertThat(fixture().there().calls()).isZero();
    assertThat(browser().codeParameter()).isNotBlank();
  }

  @Test
  default void aCodeIsGoodForOneUse() {
    PayerBrowser browser = browser();
    String code = fixture().there().logIn(fixture().there().payerId());
    assertThat(browser.payerId(ChannelAccounts.PLATFORM, code))
        .contains(fixture().there().payerId());
    assertThat(browser.payerId(ChannelAccounts.PLATFORM, code)).isEmpty();
    assertThat(browser.payerId(ChannelAccounts.PLATFORM, "")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "MALFORMED", "UNKNOWN_CODE", "SERVER_ERROR"})
  default void withoutAClearAnswerNobodyIsThePayer(Behaviour behaviour) {
    PayerBrowser browser = browser();
    String code = fixture().there().logIn(fixture().there().payerId());
    fixture().there().behave(behaviour);
    assertThat(browser.payerId(ChannelAccounts.PLATFORM, code)).isEmpty();
  }
}
