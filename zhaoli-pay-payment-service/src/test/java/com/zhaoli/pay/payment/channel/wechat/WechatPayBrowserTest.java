package com.zhaoli.pay.payment.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the payer is, in WeChat's own browser. */
class WechatPayBrowserTest {
  private static final String SIGN_IN = "/sns/oauth2/access_token";
  private final TestSides sides = new TestSides();

  @AfterEach
  void stop() {
    sides.close();
  }

  private void without(String setting) {
    Map<String, String> settings = new HashMap<>(sides.there.account());
    settings.remove(setting);
    sides.accounts.change(settings);
  }

  private URI authorizeUrl() {
    return sides.browser.authorizeUrl(
        TestAccounts.NO, URI.create("https://pay.example/cashier/tok"), "abc");
  }

  @Test
  void theSignInIsSilentAndAsWechatWantsIt() {
    assertThat(authorizeUrl().toString())
        .isEqualTo(
            sides.there.url()
                + "/connect/oauth2/authorize?appid=wx0000000000000001"
                + "&redirect_uri=https%3A%2F%2Fpay.example%2Fcashier%2Ftok"
                + "&response_type=code&scope=snsapi_base&state=abc#wechat_redirect");
  }

  @Test
  void inEarnestItIsWechatsOwnPage() {
    without("authorize-url");
    assertThat(authorizeUrl().toString())
        .startsWith("https://open.weixin.qq.com/connect/oauth2/authorize?appid=");
  }

  @Test
  void withoutTheSecretNobodyIsSentToSignIn() {
    without("app-secret");
    assertThatExceptionOfType(ChannelNotReadyException.class)
        .isThrownBy(this::authorizeUrl)
        .withMessageContaining("app-secret");
    assertThat(sides.browser.payerId(TestAccounts.NO, "code")).isEmpty();
    assertThat(sides.there.calls()).isZero();
  }

  @Test
  void anAccountThatThereIsNotHasNoPayer() {
    assertThat(sides.browser.payerId("another", "code")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"openid\":null}",
        "{\"openid\":7}",
        "{\"openid\":\"\"}",
        "{\"openid\":\"a b\"}",
        "{\"openid\":\"<script>\"}",
        "{\"errcode\":-1,\"errmsg\":\"system error\"}",
        "<html>"
      })
  void anAnswerWithoutAnOpenidNamesNobody(String body) {
    sides.there.script(SIGN_IN, 200, body);
    assertThat(sides.browser.payerId(TestAccounts.NO, "code")).isEmpty();
  }

  @Test
  void anAnswerMayHoldMore() {
    sides.there.script(
        SIGN_IN, 200, "{\"openid\":\"oAbc-_1\",\"unionid\":\"x\",\"is_snapshotuser\":1}");
    assertThat(sides.browser.payerId(TestAccounts.NO, "code")).contains("oAbc-_1");
  }
}
