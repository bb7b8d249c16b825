package com.zhaoli.pay.payment.cashier;

import static com.zhaoli.pay.payment.channel.Channel.ALIPAY;
import static com.zhaoli.pay.payment.channel.Channel.WECHAT;
import static com.zhaoli.pay.payment.channel.PaymentMethod.AGGREGATE_QR;
import static com.zhaoli.pay.payment.channel.PaymentMethod.BARCODE;
import static com.zhaoli.pay.payment.channel.PaymentMethod.JSAPI;
import static com.zhaoli.pay.payment.channel.PaymentMethod.NATIVE;
import static com.zhaoli.pay.payment.channel.PaymentMethod.PAGE;
import static com.zhaoli.pay.payment.channel.PaymentMethod.WAP;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OffersTest {
  private static final List<Channel> BOTH = List.of(ALIPAY, WECHAT);
  private static final boolean PHONE = true;
  private static final boolean DESKTOP = false;

  private static List<Offer> offers(PaymentMethod payment, Optional<Channel> here, boolean phone) {
    return Offers.of(payment, BOTH, (channel, way) -> true, here, phone);
  }

  @Test
  void insideAWalletItsOwnWayIsTheOnlyOne() {
    assertThat(offers(AGGREGATE_QR, Optional.of(WECHAT), PHONE))
        .containsExactly(new Offer(WECHAT, JSAPI));
    assertThat(offers(AGGREGATE_QR, Optional.of(ALIPAY), PHONE))
        .containsExactly(new Offer(ALIPAY, JSAPI));
  }

  @Test
  void aPhoneOpensWalletsOrShowsCodesAndADesktopShowsCodes() {
    assertThat(offers(AGGREGATE_QR, Optional.empty(), PHONE))
        .containsExactly(
            new Offer(ALIPAY, WAP),
            new Offer(ALIPAY, NATIVE),
            new Offer(WECHAT, WAP),
            new Offer(WECHAT, NATIVE));
    assertThat(offers(AGGREGATE_QR, Optional.empty(), DESKTOP))
        .containsExactly(new Offer(ALIPAY, NATIVE), new Offer(WECHAT, NATIVE));
  }

  @Test
  void insideAWalletThatIsNotTakenTheOthersCodesAreShown() {
    assertThat(
            Offers.of(
                AGGREGATE_QR, List.of(ALIPAY), (channel, way) -> true, Optional.of(WECHAT), PHONE))
        .containsExactly(new Offer(ALIPAY, NATIVE));
  }

  @Test
  void aWayThatCannotBeUsedIsNotOffered() {
    assertThat(
            Offers.of(
                AGGREGATE_QR, BOTH, (channel, way) -> way != JSAPI, Optional.of(WECHAT), PHONE))
        .containsExactly(new Offer(ALIPAY, NATIVE), new Offer(WECHAT, NATIVE));
  }

  @Test
  void aPaymentOfOneMethodIsOfferedAsThatOnly() {
    assertThat(offers(NATIVE, Optional.of(WECHAT), PHONE))
        .containsExactly(new Offer(ALIPAY, NATIVE), new Offer(WECHAT, NATIVE));
    assertThat(offers(PAGE, Optional.empty(), DESKTOP))
        .containsExactly(new Offer(ALIPAY, PAGE), new Offer(WECHAT, PAGE));
    assertThat(offers(WAP, Optional.empty(), DESKTOP))
        .containsExactly(new Offer(ALIPAY, WAP), new Offer(WECHAT, WAP));
    assertThat(offers(JSAPI, Optional.empty(), DESKTOP)).isEmpty();
    assertThat(offers(BARCODE, Optional.empty(), DESKTOP)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPaymentPermitsItsOwnMethodAndTheAggregateEveryWayOfWallets(PaymentMethod way) {
    assertThat(Offers.permits(AGGREGATE_QR, way))
        .isEqualTo(List.of(NATIVE, JSAPI, WAP).contains(way));
    for (PaymentMethod payment : List.of(NATIVE, JSAPI, WAP, PAGE)) {
      assertThat(Offers.permits(payment, way)).isEqualTo(payment == way);
    }
    assertThat(Offers.permits(BARCODE, way)).isFalse();
  }
}
