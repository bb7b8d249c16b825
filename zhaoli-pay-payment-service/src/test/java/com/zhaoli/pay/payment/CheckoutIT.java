package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.page.QrReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payers at the cashier, down to wallets that really sign. */
class CheckoutIT extends PayerBrowserCase {
  private static final String DESKTOP = "Mozilla/5.0 (X11; Linux x86_64)";

  private Answer aggregate() {
    Answer created =
        create(
            JSON.writeValueAsString(
                Map.of(
                    "outTradeNo", newOutTradeNo(),
                    "amount", 1_230,
                    "subject", "商品",
                    "method", "AGGREGATE_QR",
                    "returnUrl", "https://shop.example/back")));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created;
  }

  private void pay(Channel channel, Answer payment) {
    String paymentNo = payment.field("paymentNo");
    Pending pending = new Pending(channel, paymentNo, attemptOf(paymentNo), new Money(1_230));
    Answer accepted = deliver(channel, wallet(channel).notice(pending.paid()));
    assertThat(isAccepted(channel, accepted)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPayerScansTheCodeOfTheChosenWalletAndOnlyThisBrowserSeesWhatCameOfIt(Channel channel) {
    Answer payment = aggregate();
    String payToken = payment.field("payToken");
    Payer payer = new Payer(DESKTOP);
    assertThat(payer.state(payToken).json().path("offers")).hasSize(2);

    Seen opened = payer.open(payToken, channel.name(), "NATIVE");
    assertThat(opened.status()).isEqualTo(200);
    byte[] code = payer.get("/cashier/" + payToken + "/code.png?channel=" + channel).body();
    assertThat(QrReader.read(code)).contains(attemptOf(payment.field("paymentNo")));
    pay(channel, payment);

    Seen mine = payer.state(payToken);
    assertThat(mine.field("status")).isEqualTo("PAID");
    assertThat(mine.field("returnUrl")).isEqualTo("https://shop.example/back");
    assertThat(new Payer(DESKTOP).state(payToken).json().propertyNames())
        .containsExactlyInAnyOrder("status", "now", "wallets", "offers");
  }

  private Seen signIn(Payer payer, String payToken, Channel channel, String payerId) {
    Seen away = payer.get("/cashier/" + payToken + "/sign-in?channel=" + channel);
    assertThat(away.status()).isEqualTo(302);
    String state = away.location().replaceAll(".*[?&]state=([0-9A-Za-z_%-]*).*", "$1");
    String parameter = channel.equals(Channel.ALIPAY) ? "auth_code" : "code";
    return payer.get(
        "/cashier/%s/signed-in?%s=%s&state=%s"
            .formatted(payToken, parameter, wallet(channel).logIn(payerId), state));
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void insideAWalletThePayerSignsInAndGoesOnWithItsBridge(Channel channel) {
    Answer payment = aggregate();
    String payToken = payment.field("payToken");
    Payer payer = new Payer(wallet(channel).userAgent());
    assertThat(payer.state(payToken).field("wallet")).isEqualTo(channel.name());

    Seen back = signIn(payer, payToken, channel, wallet(channel).payerId());
    assertThat(back.location()).isEqualTo("/cashier/" + payToken + "#go");
    var opened = payer.state(payToken).json().path("opened");
    assertThat(opened.path("method").asString()).isEqualTo("JSAPI");
    assertThat(opened.path("payParams").propertyNames())
        .contains(channel.equals(Channel.ALIPAY) ? "tradeNO" : "package");
    assertThat(new Payer(DESKTOP).state(payToken).json().has("opened")).isFalse();

    pay(channel, payment);
    assertThat(payer.state(payToken).field("status")).isEqualTo("PAID");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void anotherPayerWhoSignsInGetsAnOrderOfTheirOwn(Channel channel) {
    Answer payment = aggregate();
    String payToken = payment.field("payToken");
    Payer one = new Payer(wallet(channel).userAgent());
    signIn(one, payToken, channel, "payer-1");
    String first = attemptOf(payment.field("paymentNo"));
    Payer two = new Payer(wallet(channel).userAgent());
    assertThat(signIn(two, payToken, channel, "payer-2").location()).endsWith("#go");
    assertThat(attemptOf(payment.field("paymentNo"))).isNotEqualTo(first);
    assertThat(one.state(payToken).json().has("opened")).isFalse();

    pay(channel, payment);
    assertThat(one.state(payToken).field("status")).isEqualTo("FINISHED");
    assertThat(two.state(payToken).field("status")).isEqualTo("PAID");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPhoneIsSentToTheWalletsOwnPage(Channel channel) {
    String payToken = aggregate().field("payToken");
    Seen opened = new Payer("Mozilla/5.0 (iPhone) Mobile").open(payToken, channel.name(), "WAP");
    assertThat(opened.status()).as(opened.text()).isEqualTo(200);
    assertThat(opened.json().path("opened").path("payParams").path("payUrl").asString())
        .startsWith("http");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aChannelThatRefusesOrDoesNotAnswerIsToldWithoutTheMerchantsDetails(Channel channel) {
    String payToken = aggregate().field("payToken");
    Payer payer = new Payer(DESKTOP);
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    Seen away = payer.open(payToken, channel.name(), "NATIVE");
    assertThat(away.field("code")).isEqualTo("CHANNEL_UNAVAILABLE");
    wallet(channel).behave(Behaviour.DECLINES);
    Seen refused = payer.open(payToken, channel.name(), "NATIVE");
    assertThat(refused.field("code")).isEqualTo("CHANNEL_DECLINED");
    assertThat(refused.json().path("details")).isEmpty();
    wallet(channel).behave(Behaviour.NORMAL);
    // It is over for this order, and not for the payment.
    assertThat(payer.state(payToken).field("status")).isEqualTo("PAYABLE");
    assertThat(payer.open(payToken, channel.name(), "NATIVE").status()).isEqualTo(200);
  }

  @Test
  void anExpiredPaymentIsNotOpenedAtTheChannel() {
    Answer payment = aggregate();
    jdbc.update(
        "UPDATE payment SET expires_at = DATE_SUB(UTC_TIMESTAMP(3), INTERVAL 1 SECOND)"
            + " WHERE payment_no = ?",
        payment.field("paymentNo"));
    int calls = ALIPAY.calls();
    Seen late = new Payer(DESKTOP).open(payment.field("payToken"), "ALIPAY", "NATIVE");
    assertThat(late.field("status")).isEqualTo("EXPIRED");
    assertThat(ALIPAY.calls()).isEqualTo(calls);
  }

  @Test
  void aPaymentOfASuspendedMerchantIsNotOpenedAtTheChannel() {
    Answer payment = aggregate();
    suspend(MERCHANT);
    int calls = ALIPAY.calls();

    Seen refused = new Payer(DESKTOP).open(payment.field("payToken"), "ALIPAY", "NATIVE");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.field("code")).isEqualTo("MERCHANT_SUSPENDED");
    assertThat(refused.json().path("details")).isEmpty();
    assertThat(ALIPAY.calls()).isEqualTo(calls);
    resume(MERCHANT);
    assertThat(new Payer(DESKTOP).open(payment.field("payToken"), "ALIPAY", "NATIVE").status())
        .isEqualTo(200);
  }

  @Test
  void keysOfBrowsersAreNotInTheDatabase() {
    Answer payment = aggregate();
    Payer payer = new Payer(DESKTOP);
    payer.open(payment.field("payToken"), "ALIPAY", "NATIVE");
    String row =
        String.valueOf(
            jdbc.queryForMap(
                "SELECT * FROM cashier_session WHERE payment_no = ?", payment.field("paymentNo")));
    String key = payer.key();
    assertThat(key).hasSize(32);
    assertThat(row).contains("ALIPAY").doesNotContain(key, payment.field("payToken"));
  }
}
