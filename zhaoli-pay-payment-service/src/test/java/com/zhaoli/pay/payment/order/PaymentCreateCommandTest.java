package com.zhaoli.pay.payment.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.order.PaymentCreateCommand.Draft;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentCreateCommandTest {
  private static final Set<String> CHANNELS = Set.of("ALIPAY", "WECHAT");
  private static final Draft GOOD =
      new Draft(
          "order-1_*",
          100L,
          "goods",
          "NATIVE",
          "WECHAT",
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);

  @Test
  void aGoodRequestBecomesACommand() {
    PaymentCreateCommand command =
        GOOD.check("mch_1", "app_1", CHANNELS, PaymentCreateCommandTest::walletOf);
    assertThat(command.amount().fen()).isEqualTo(100);
    assertThat(command.expiresIn()).isEqualTo(Duration.ofMinutes(30));
    assertThat(command.merchantNo()).isEqualTo("mch_1");
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    Draft bad =
        new Draft(
            "a b",
            0L,
            " ",
            "CASH",
            null,
            "28",
            "o",
            null,
            "ftp://x",
            "http://u:p@h/",
            1,
            "x".repeat(129),
            "s/1",
            "t t");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> bad.check("mch_1", "app_1", CHANNELS, PaymentCreateCommandTest::walletOf))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
              assertThat(e.details())
                  .containsOnlyKeys(
                      "outTradeNo",
                      "amount",
                      "subject",
                      "method",
                      "notifyUrl",
                      "returnUrl",
                      "expireSeconds",
                      "attach",
                      "storeId",
                      "terminalNo");
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 100_000_000_001L, Long.MAX_VALUE})
  void amountsOutsideTheBoundsAreRefused(long fen) {
    assertRefused("amount", withAmount(fen));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100_000_000_000L})
  void amountsAtTheBoundsAreTaken(long fen) {
    assertThat(
            withAmount(fen)
                .check("mch_1", "app_1", CHANNELS, PaymentCreateCommandTest::walletOf)
                .amount()
                .fen())
        .isEqualTo(fen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä", "a/b", "123456789012345678901234567890123", "a\n"})
  void orderNumbersOfOtherShapesAreRefused(String outTradeNo) {
    assertRefused("outTradeNo", withOutTradeNo(outTradeNo));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user@host/", "//host/x", "host/x", "javascript:alert(1)", "http:///x",
        "http://host:0/", "http://host:70000/", "http://host/ x", "http://höst/", "http://host/#x",
        "file:///etc/passwd", "http:host"
      })
  void addressesThatCannotBeCalledAreRefused(String address) {
    assertRefused("notifyUrl", withNotifyUrl(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/hook?x=1",
        "HTTP://127.0.0.1:8191/hook",
        "http://[::1]:8080/"
      })
  void absoluteWebAddressesAreTaken(String address) {
    assertThat(
            withNotifyUrl(address)
                .check("mch_1", "app_1", CHANNELS, PaymentCreateCommandTest::walletOf)
                .notifyUrl())
        .isEqualTo(address);
  }

  @Test
  void anAddressOf513CharactersIsRefused() {
    assertRefused("notifyUrl", withNotifyUrl("http://h/" + "a".repeat(504)));
    assertThat(
            withNotifyUrl("http://h/" + "a".repeat(503))
                .check("m", "a", CHANNELS, PaymentCreateCommandTest::walletOf)
                .notifyUrl())
        .hasSize(512);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 59, 7_201, Integer.MAX_VALUE})
  void expiryOutsideTheBoundsIsRefused(int seconds) {
    assertRefused("expireSeconds", withExpiry(seconds));
  }

  @Test
  void subjectsAreCountedInCharactersNotInSurrogates() {
    String emoji = "\uD83D\uDE00";
    assertThat(
            withSubject(emoji.repeat(127))
                .check("m", "a", CHANNELS, PaymentCreateCommandTest::walletOf)
                .subject())
        .hasSize(254);
    assertRefused("subject", withSubject(emoji.repeat(128)));
    assertRefused("subject", withSubject("two\nlines"));
  }

  @Test
  void thePayerOfAnAggregateQrChoosesTheWallet() {
    assertThat(check(draft("AGGREGATE_QR", null, null, null, null)).channel()).isNull();
    assertRefused("channel", draft("AGGREGATE_QR", "ALIPAY", null, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NATIVE", "JSAPI", "WAP", "PAGE"})
  void otherMethodsNameTheirChannel(String method) {
    String openid = method.equals("JSAPI") ? "openid-1" : null;
    assertThat(check(draft(method, "WECHAT", null, openid, null)).channel())
        .isEqualTo(Channel.WECHAT);
    assertRefused("channel", draft(method, null, null, openid, null));
    assertRefused("channel", draft(method, "CASH", null, openid, null));
    assertRefused("authCode", draft(method, "WECHAT", "130000000000000000", openid, null));
  }

  @Test
  void aBarcodeNamesItsWalletByItself() {
    PaymentCreateCommand command = check(draft("BARCODE", null, "130000000000000000", null, null));
    assertThat(command.channel()).isEqualTo(Channel.WECHAT);
    assertThat(command.payer().authCode()).isEqualTo("130000000000000000");
    assertRefused("authCode", draft("BARCODE", "WECHAT", null, null, null));
    assertRefused("authCode", draft("BARCODE", null, "990000000000000000", null, null));
    assertRefused("authCode", draft("BARCODE", null, "13000000000000000x", null, null));
    assertRefused("channel", draft("BARCODE", "ALIPAY", "130000000000000000", null, null));
  }

  @Test
  void aBarcodeIsNeverPrinted() {
    Draft draft = draft("BARCODE", null, "130000000000000000", null, null);
    assertThat(draft.toString()).doesNotContain("1300000");
    assertThat(check(draft).toString()).doesNotContain("1300000");
  }

  @Test
  void onlyJsapiNamesThePayerAndOnlyWapItsAddress() {
    assertRefused("openid", draft("JSAPI", "WECHAT", null, null, null));
    assertRefused("openid", draft("JSAPI", "WECHAT", null, "o p", null));
    assertRefused("openid", draft("NATIVE", "WECHAT", null, "openid-1", null));
    assertThat(check(draft("WAP", "WECHAT", null, null, "203.0.113.7")).payer().payerIp())
        .isEqualTo("203.0.113.7");
    assertRefused("payerIp", draft("WAP", "WECHAT", null, null, "localhost"));
    assertRefused("payerIp", draft("PAGE", "ALIPAY", null, null, "203.0.113.7"));
  }

  private static PaymentCreateCommand check(Draft draft) {
    return draft.check("mch_1", "app_1", CHANNELS, PaymentCreateCommandTest::walletOf);
  }

  private static Draft draft(
      String method,
      @Nullable String channel,
      @Nullable String authCode,
      @Nullable String openid,
      @Nullable String payerIp) {
    return new Draft(
        "order-1", 100L, "goods", method, channel, authCode, openid, payerIp, null, null, null,
        null, null, null);
  }

  @Test
  void equalContentHasEqualHashesAndOtherContentOthers() {
    String hash =
        GOOD.check("mch_1", "app_1", CHANNELS, PaymentCreateCommandTest::walletOf).contentHash();
    assertThat(
            withOutTradeNo("other")
                .check("mch_2", "app_2", CHANNELS, PaymentCreateCommandTest::walletOf)
                .contentHash())
        .isEqualTo(hash);
    assertThat(
            withAmount(101)
                .check("mch_1", "app_1", CHANNELS, PaymentCreateCommandTest::walletOf)
                .contentHash())
        .isNotEqualTo(hash);
    assertThat(
            withExpiry(1_800)
                .check("mch_1", "app_1", CHANNELS, PaymentCreateCommandTest::walletOf)
                .contentHash())
        .isNotEqualTo(hash);
    assertThat(
            withNotifyUrl("http://h/")
                .check("mch_1", "app_1", CHANNELS, PaymentCreateCommandTest::walletOf)
                .contentHash())
        .isNotEqualTo(hash);
  }

  private static void assertRefused(String field, Draft draft) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(
            () -> draft.check("mch_1", "app_1", CHANNELS, PaymentCreateCommandTest::walletOf))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
              assertThat(e.details()).containsOnlyKeys(field);
            });
  }

  private static Draft withAmount(long fen) {
    return copy(GOOD, GOOD.outTradeNo(), fen, GOOD.subject(), "NATIVE", "WECHAT");
  }

  private static Draft withOutTradeNo(String outTradeNo) {
    return copy(GOOD, outTradeNo, GOOD.amount(), GOOD.subject(), "NATIVE", "WECHAT");
  }

  private static Draft withSubject(String subject) {
    return copy(GOOD, GOOD.outTradeNo(), GOOD.amount(), subject, "NATIVE", "WECHAT");
  }

  private static Draft copy(
      Draft d,
      @Nullable String outTradeNo,
      @Nullable Long amount,
      @Nullable String subject,
      @Nullable String method,
      @Nullable String channel) {
    return new Draft(
        outTradeNo,
        amount,
        subject,
        method,
        channel,
        null,
        null,
        null,
        d.notifyUrl(),
        null,
        d.expireSeconds(),
        null,
        null,
        null);
  }

  private static Draft withNotifyUrl(String notifyUrl) {
    return new Draft(
        GOOD.outTradeNo(),
        100L,
        "goods",
        "NATIVE",
        "WECHAT",
        null,
        null,
        null,
        notifyUrl,
        null,
        null,
        null,
        null,
        null);
  }

  private static Draft withExpiry(int seconds) {
    return new Draft(
        GOOD.outTradeNo(),
        100L,
        "goods",
        "NATIVE",
        "WECHAT",
        null,
        null,
        null,
        null,
        null,
        seconds,
        null,
        null,
        null);
  }

  private static Optional<Channel> walletOf(String authCode) {
    if (authCode.startsWith("28")) {
      return Optional.of(Channel.ALIPAY);
    }
    return authCode.startsWith("13") ? Optional.of(Channel.WECHAT) : Optional.empty();
  }
}
