package com.zhaoli.pay.payment.channel.alipay;

import static com.zhaoli.pay.payment.channel.ChannelFixture.AMOUNT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PAID_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackNotice.OfPayment;
import com.zhaoli.pay.payment.channel.CallbackNotice.OfRefund;
import com.zhaoli.pay.payment.channel.CallbackRefusedException;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelFixture;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import com.zhaoli.pay.payment.channel.TestChannel.RefundNotice;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is Alipay's own about callbacks; the suite has what all channels share. */
class AlipayCallbackTest {
  private static final Notice NOTICE = new Notice(ATTEMPT, AMOUNT, "T1");
  private static final RefundNotice REFUND =
      new RefundNotice(ATTEMPT, ChannelFixture.REFUND, "T1", AMOUNT, ChannelFixture.PART, null);

  private final TestAlipay alipay = new TestAlipay();
  private final AlipayClients clients =
      new AlipayClients(
          new ChannelProperties(
              URI.create("http://127.0.0.1:8080"), Duration.ofSeconds(3), Duration.ofSeconds(3)));
  @TempDir private Path directory;

  @AfterEach
  void stop() {
    alipay.close();
  }

  /** An account that has no other settings than these two. */
  private record Source(ChannelAccount now, Optional<ChannelAccount> before)
      implements ChannelAccountSource {
    @Override
    public boolean exists(Channel channel, String channelAccountNo) {
      return channelAccountNo.equals(now.channelAccountNo());
    }

    @Override
    public Optional<ChannelAccount> find(Channel channel, String channelAccountNo) {
      return Optional.of(now);
    }

    @Override
    public Optional<ChannelAccount> findPrevious(Channel channel, String channelAccountNo) {
      return before;
    }

    @Override
    public Optional<String> accountFor(String merchantNo, Channel channel) {
      return Optional.of(now.channelAccountNo());
    }
  }

  private ChannelAccount account(long version, Map<String, String> changes) {
    Map<String, String> settings = new HashMap<>(alipay.account(directory));
    settings.putAll(changes);
    return new ChannelAccount(Channel.ALIPAY, "ca_1", version, settings);
  }

  private CallbackNotice receive(CallbackRequest request) {
    return receive(new Source(account(1, Map.of()), Optional.empty()), request);
  }

  private CallbackNotice receive(ChannelAccountSource source, CallbackRequest request) {
    AlipayCallback callback = new AlipayCallback(new AlipayAccounts(source, clients));
    return callback.read("ca_1", callback.verify("ca_1", request));
  }

  private void assertRefused(Reason reason, Map<String, String> fields) {
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> receive(alipay.form(fields, alipay.key())))
        .matches(e -> e.reason() == reason, "refused as " + reason);
  }

  @Test
  void aNoticeForAnotherSellerIsRefused() {
    Map<String, String> fields = alipay.fields(NOTICE);
    fields.put("seller_id", "2088000000000009");
    assertRefused(Reason.MISMATCHING, fields);
    Map<String, String> refund = alipay.fields(REFUND);
    refund.remove("seller_id");
    assertRefused(Reason.MISMATCHING, refund);
  }

  @Test
  void anUnsignedNoticeIsRefused() {
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> receive(alipay.form(alipay.fields(NOTICE), null)))
        .matches(e -> e.reason() == Reason.FORGED);
  }

  @ParameterizedTest
  @CsvSource({"%3D%3D, %2D%3D", "%3D%3D, %3E%3D", "%3D%3D, %3D%3D%3D", "%3D%3D, ''"})
  void aSignatureHasOneSpelling(String padding, String instead) {
    CallbackRequest genuine = alipay.form(alipay.fields(NOTICE), alipay.key());
    assertThat(receive(genuine)).isInstanceOf(OfPayment.class);
    String body = new String(genuine.body(), StandardCharsets.UTF_8);
    assertThat(body).contains(padding);
    byte[] changed = body.replace(padding, instead).getBytes(StandardCharsets.UTF_8);
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> receive(genuine.withBody(changed)))
        .matches(e -> e.reason() == Reason.FORGED);
  }

  @Test
  void noticesOfOtherStatesAreRead() {
    Map<String, String> fields = alipay.fields(NOTICE);
    fields.put("trade_status", "TRADE_FINISHED");
    assertThat(receive(alipay.form(fields, alipay.key())))
        .isEqualTo(new OfPayment(ATTEMPT, new Succeeded("T1", AMOUNT, PAID_AT)));
    fields.remove("gmt_payment");
    fields.put("trade_status", "TRADE_CLOSED");
    assertThat(receive(alipay.form(fields, alipay.key())))
        .isEqualTo(new OfPayment(ATTEMPT, new Closed()));
    fields.put("trade_status", "WAIT_BUYER_PAY");
    assertThat(receive(alipay.form(fields, alipay.key())))
        .isEqualTo(new OfPayment(ATTEMPT, new NotPaid()));
  }

  @Test
  void aNoticeOfOurRefundTellsOfTheRefundAlsoWhenItWasTheLast() {
    Map<String, String> fields = alipay.fields(REFUND);
    fields.put("trade_status", "TRADE_CLOSED");
    fields.put("refund_fee", AMOUNT.toYuan());
    // What is told is the total of all refunds, so nothing is said of this one.
    assertThat(receive(alipay.form(fields, alipay.key())))
        .isEqualTo(
            new OfRefund(
                ATTEMPT,
                ChannelFixture.REFUND,
                new RefundOutcome.Succeeded(
                    null, null, Instant.parse("2026-11-23T09:00:00.123Z"))));
  }

  @Test
  void aRefundThatSomebodyElseMadeLeavesThePaymentPaid() {
    Map<String, String> fields = alipay.fields(REFUND);
    fields.put("out_biz_no", "2026112300001");
    assertThat(receive(alipay.form(fields, alipay.key())))
        .isEqualTo(new OfPayment(ATTEMPT, new Succeeded("T1", AMOUNT, PAID_AT)));
    fields.put("trade_status", "TRADE_CLOSED");
    fields.put("refund_fee", AMOUNT.toYuan());
    assertThat(receive(alipay.form(fields, alipay.key())))
        .isEqualTo(new OfPayment(ATTEMPT, new Succeeded("T1", AMOUNT, PAID_AT)));
  }

  @Test
  void anUndoneBarcodePaymentIsClosed() {
    Map<String, String> fields = alipay.fields(REFUND);
    fields.put("trade_status", "TRADE_CLOSED");
    fields.put("refund_fee", AMOUNT.toYuan());
    fields.put("out_biz_no", ATTEMPT);
    assertThat(receive(alipay.form(fields, alipay.key())))
        .isEqualTo(new OfPayment(ATTEMPT, new Closed()));
    fields.remove("out_biz_no");
    assertThat(receive(alipay.form(fields, alipay.key())))
        .isEqualTo(new OfPayment(ATTEMPT, new Closed()));
  }

  @ParameterizedTest
  @CsvSource({
    "refund_fee,12.31",
    "refund_fee,0.00",
    "refund_fee,-1.00",
    "refund_fee,1e1",
    "refund_fee,0.001",
    "total_amount,''",
    "trade_status,WAIT_BUYER_PAY",
    "trade_status,''"
  })
  void aNoticeOfARefundThatDoesNotHangTogetherIsRefused(String field, String value) {
    Map<String, String> fields = alipay.fields(REFUND);
    fields.put(field, value);
    assertRefused(Reason.MALFORMED, fields);
  }

  @Test
  void aNoticeWithoutAnOrderIsRefused() {
    Map<String, String> fields = alipay.fields(NOTICE);
    fields.remove("out_trade_no");
    assertRefused(Reason.MALFORMED, fields);
  }

  @Test
  void whileKeysAreRotatedTheOldOnesAreGoodToo() {
    ChannelAccount before = account(1, Map.of());
    ChannelAccount now =
        account(
            2,
            Map.of(
                "app-id",
                "2021000000000002",
                "alipay-public-key",
                TestAlipay.publicKey(TestAlipay.others())));
    CallbackRequest old = alipay.notice(NOTICE);
    assertThat(receive(new Source(now, Optional.of(before)), old).attemptNo()).isEqualTo(ATTEMPT);
    Map<String, String> fields = alipay.fields(NOTICE);
    fields.put("app_id", "2021000000000002");
    CallbackRequest current = alipay.form(fields, TestAlipay.others().getPrivate());
    assertThat(receive(new Source(now, Optional.of(before)), current).attemptNo())
        .isEqualTo(ATTEMPT);
    // Each app is bound to its own key.
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(
            () -> receive(new Source(now, Optional.of(before)), alipay.form(fields, alipay.key())))
        .matches(e -> e.reason() == Reason.MISMATCHING);
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> receive(new Source(now, Optional.empty()), old))
        .matches(e -> e.reason() == Reason.FORGED);
    ChannelAccount useless = account(1, Map.of("alipay-public-key", "rubbish"));
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> receive(new Source(now, Optional.of(useless)), old))
        .matches(e -> e.reason() == Reason.FORGED);
  }

  @Test
  void failureIsAnsweredInAlipaysWay() {
    AlipayCallback callback =
        new AlipayCallback(
            new AlipayAccounts(new Source(account(1, Map.of()), Optional.empty()), clients));
    assertThat(callback.refused(Reason.FORGED).body()).isEqualTo("failure");
    assertThat(callback.accepted().body()).isEqualTo("success");
  }
}
