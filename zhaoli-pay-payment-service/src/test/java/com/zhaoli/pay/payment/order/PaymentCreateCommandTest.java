package com.zhaoli.pay.payment.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.order.PaymentCreateCommand.Draft;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
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
          null);

  @Test
  void aGoodRequestBecomesACommand() {
    PaymentCreateCommand command = GOOD.check("mch_1", "app_1", CHANNELS);
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
            "ftp://x",
            "http://u:p@h/",
            1,
            "x".repeat(129),
            "s/1",
            "t t");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> bad.check("mch_1", "app_1", CHANNELS))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
              assertThat(e.details())
                  .containsOnlyKeys(
                      "outTradeNo",
                      "amount",
                      "subject",
                      "method",
                      "channel",
                      "authCode",
                      "openid",
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
    assertThat(withAmount(fen).check("mch_1", "app_1", CHANNELS).amount().fen()).isEqualTo(fen);
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
    assertThat(withNotifyUrl(address).check("mch_1", "app_1", CHANNELS).notifyUrl())
        .isEqualTo(address);
  }

  @Test
  void anAddressOf513CharactersIsRefused() {
    assertRefused("notifyUrl", withNotifyUrl("http://h/" + "a".repeat(504)));
    assertThat(withNotifyUrl("http://h/" + "a".repeat(503)).check("m", "a", CHANNELS).notifyUrl())
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
    assertThat(withSubject(emoji.repeat(127)).check("m", "a", CHANNELS).subject()).hasSize(254);
    assertRefused("subject", withSubject(emoji.repeat(128)));
    assertRefused("subject", withSubject("two\nlines"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AGGREGATE_QR", "JSAPI", "WAP", "PAGE", "BARCODE"})
  void methodsOfLaterAreNotAvailable(String method) {
    Draft draft = change(d -> copy(d, d.outTradeNo(), d.amount(), d.subject(), method, null));
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> draft.check("mch_1", "app_1", CHANNELS))
        .matches(e -> e.code() == ErrorCode.METHOD_NOT_AVAILABLE);
  }

  @Test
  void equalContentHasEqualHashesAndOtherContentOthers() {
    String hash = GOOD.check("mch_1", "app_1", CHANNELS).contentHash();
    assertThat(withOutTradeNo("other").check("mch_2", "app_2", CHANNELS).contentHash())
        .isEqualTo(hash);
    assertThat(withAmount(101).check("mch_1", "app_1", CHANNELS).contentHash()).isNotEqualTo(hash);
    assertThat(withExpiry(1_800).check("mch_1", "app_1", CHANNELS).contentHash())
        .isNotEqualTo(hash);
    assertThat(withNotifyUrl("http://h/").check("mch_1", "app_1", CHANNELS).contentHash())
        .isNotEqualTo(hash);
  }

  private static void assertRefused(String field, Draft draft) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> draft.check("mch_1", "app_1", CHANNELS))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
              assertThat(e.details()).containsOnlyKeys(field);
            });
  }

  private static Draft change(UnaryOperator<Draft> change) {
    return change.apply(GOOD);
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
        seconds,
        null,
        null,
        null);
  }
}
