package com.zhaoli.pay.payment.pos;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.client.payment.PosRefundRequest;
import com.zhaoli.pay.common.client.payment.PosSale;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.RunningSweeps;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the terminals' service asks for, with the channels' own protocols behind it. */
class PosPaymentsIT extends RunningSweeps {
  private static final String PATH = "/internal/v1/merchants/" + MERCHANT + "/pos-payments";
  private static final String TERMINAL = "trm_01ARZ3NDEKTSV4RRFFQ69G5FAV";

  private Answer sell(String outTradeNo, @Nullable String authCode) {
    PosSale sale =
        new PosSale(
            outTradeNo,
            new Money(FEN),
            "拿铁",
            authCode == null ? null : new Secret(authCode),
            120,
            "S1",
            TERMINAL);
    return call("POST", PATH, JSON.writeValueAsString(sale), MERCHANT);
  }

  private Answer post(String verb, String outTradeNo) {
    return call("POST", PATH + verb + "?outTradeNo=" + outTradeNo, "", MERCHANT);
  }

  private Answer find(String outTradeNo) {
    return call("GET", PATH + "?outTradeNo=" + outTradeNo, "", MERCHANT);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aBarcodeIsSoldToTheWalletOfItsPrefix(Channel channel) {
    String number = newOutTradeNo();

    Answer sold = sell(number, wallet(channel).authCode());

    assertThat(sold.status()).isEqualTo(200);
    assertThat(sold.field("status")).isEqualTo("SUCCEEDED");
    assertThat(sold.field("channel")).isEqualTo(channel.name());
    assertThat(sold.json().get("amount").asLong()).isEqualTo(FEN);
    assertThat(find(number).json()).isEqualTo(sold.json());
    assertThat(read(sold.field("paymentNo")).field("terminalNo")).isEqualTo(TERMINAL);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPaymentThatTheChannelRefusedIsAnAnswer(Channel channel) {
    wallet(channel).behave(Behaviour.DECLINES);

    Answer sold = sell(newOutTradeNo(), wallet(channel).authCode());

    assertThat(sold.status()).isEqualTo(200);
    assertThat(sold.field("status")).isEqualTo("FAILED");
    assertThat(sold.field("failureCode")).isNotEmpty();
  }

  @Test
  void aBarcodeOfNoWalletMakesNoPayment() {
    String number = newOutTradeNo();

    assertThat(sell(number, "9999999999999999").field("code")).isEqualTo("REQUEST_INVALID");
    assertThat(find(number).field("code")).isEqualTo("PAYMENT_NOT_FOUND");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void anOpenBarcodeIsUndone(Channel channel) {
    String number = newOutTradeNo();
    wallet(channel).behave(Behaviour.PAYER_IS_ASKED);
    assertThat(sell(number, wallet(channel).authCode()).field("status")).isEqualTo("PAYING");
    wallet(channel).behave(Behaviour.NORMAL);

    assertThat(post("/undo", number).field("status")).isEqualTo("REVERSED");
    assertThat(post("/undo", number).field("status")).isEqualTo("REVERSED");
  }

  @Test
  void aCodeToScanIsForBothWalletsAndTakenOff() {
    String number = newOutTradeNo();

    Answer sold = sell(number, null);

    assertThat(sold.field("status")).isEqualTo("CREATED");
    assertThat(sold.field("codeUrl")).contains("/cashier/");
    assertThat(post("/undo", number).field("status")).isEqualTo("CLOSED");
  }

  @Test
  void aWithdrawnSaleIsRefusedWhenItArrives() {
    String number = newOutTradeNo();

    Answer withdrawn = post("/withdraw", number);

    assertThat(withdrawn.field("status")).isEqualTo("CLOSED");
    assertThat(withdrawn.json().get("withdrawn").asBoolean()).isTrue();
    assertThat(post("/withdraw", number).json()).isEqualTo(withdrawn.json());
    assertThat(sell(number, ALIPAY.authCode()).field("code")).isEqualTo("OUT_TRADE_NO_CONFLICT");
    assertThat(find(number).field("status")).isEqualTo("CLOSED");
  }

  @Test
  void aSaleThatArrivedIsNotWithdrawn() {
    String number = newOutTradeNo();
    Answer sold = sell(number, ALIPAY.authCode());

    Answer withdrawn = post("/withdraw", number);

    assertThat(withdrawn.json()).isEqualTo(sold.json());
    assertThat(withdrawn.json().get("withdrawn").asBoolean()).isFalse();
  }

  @Test
  void ofSalesAndWithdrawalsAtATimeOneDecides() {
    String number = newOutTradeNo();

    List<String> answers =
        Together.run(
            IntStream.range(0, 12).boxed().toList(),
            i ->
                i % 2 == 0
                    ? sell(number, ALIPAY.authCode()).field("status")
                    : post("/withdraw", number).field("status"));

    String end = find(number).field("status");
    assertThat(end).isIn("SUCCEEDED", "CLOSED");
    assertThat(answers)
        .as("whoever was told an end was told this one")
        .filteredOn(status -> status.equals("SUCCEEDED") || status.equals("CLOSED"))
        .containsOnly(end);
  }

  @Test
  void theMerchantRecognisesAWithdrawnSaleByItsAmount() {
    String number = newOutTradeNo();

    Answer withdrawn =
        call("POST", PATH + "/withdraw?outTradeNo=" + number + "&amountFen=" + FEN, "", MERCHANT);

    assertThat(withdrawn.field("status")).isEqualTo("CLOSED");
    assertThat(withdrawn.json().get("withdrawn").asBoolean()).isTrue();
    assertThat(withdrawn.json().get("amount").asLong()).isEqualTo(FEN);
    assertThat(sell(number, ALIPAY.authCode()).field("code")).isEqualTo("OUT_TRADE_NO_CONFLICT");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSuspendedMerchantSellsNothing(boolean barcode) {
    String number = newOutTradeNo();
    suspend(MERCHANT);

    Answer refused = sell(number, barcode ? ALIPAY.authCode() : null);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.field("code")).isEqualTo("MERCHANT_SUSPENDED");
    assertThat(find(number).field("code")).isEqualTo("PAYMENT_NOT_FOUND");
    resume(MERCHANT);
    assertThat(sell(number, barcode ? ALIPAY.authCode() : null).status()).isEqualTo(200);
  }

  @Test
  void whatASuspendedMerchantSoldBeforeIsUndoneWithdrawnAndRefunded() {
    String open = newOutTradeNo();
    ALIPAY.behave(Behaviour.PAYER_IS_ASKED);
    assertThat(sell(open, ALIPAY.authCode()).field("status")).isEqualTo("PAYING");
    ALIPAY.behave(Behaviour.NORMAL);
    Answer paid = sell(newOutTradeNo(), ALIPAY.authCode());
    suspend(MERCHANT);

    assertThat(post("/undo", open).field("status")).isEqualTo("REVERSED");
    assertThat(post("/withdraw", newOutTradeNo()).field("status")).isEqualTo("CLOSED");
    Answer refund =
        call(
            "POST",
            "/internal/v1/merchants/" + MERCHANT + "/pos-refunds",
            JSON.writeValueAsString(
                new PosRefundRequest(
                    newOutTradeNo(), paid.field("paymentNo"), new Money(30), null)),
            MERCHANT);
    assertThat(refund.field("refundNo")).startsWith("ref_");
  }

  @Test
  void anotherMerchantsPaymentIsNotThere() {
    String number = newOutTradeNo();
    Answer sold = sell(number, ALIPAY.authCode());
    assertThat(sold.status()).isEqualTo(200);

    assertThat(
            call(
                    "GET",
                    "/internal/v1/merchants/mch_2/pos-payments?outTradeNo=" + number,
                    "",
                    MERCHANT)
                .status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aRefundIsMadeOnceHoweverOftenItIsAskedFor(Channel channel) {
    Answer sold = sell(newOutTradeNo(), wallet(channel).authCode());
    String request =
        JSON.writeValueAsString(
            new PosRefundRequest(newOutTradeNo(), sold.field("paymentNo"), new Money(30), null));
    String path = "/internal/v1/merchants/" + MERCHANT + "/pos-refunds";

    Answer first = call("POST", path, request, MERCHANT);
    Answer again = call("POST", path, request, MERCHANT);

    assertThat(first.field("refundNo")).startsWith("ref_");
    assertThat(again.field("refundNo")).isEqualTo(first.field("refundNo"));

    // WeChat says later what became of it.
    wallet(channel).settle(first.field("refundNo"));
    letPass(sold.field("paymentNo"), Duration.ofSeconds(30));
    sweep.sweepRefunds();
    Answer payment = read(sold.field("paymentNo"));
    assertThat(payment.field("status")).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(payment.json().path("refundedAmount").asLong()).isEqualTo(30);
  }
}
