package com.zhaoli.pay.payment.channel.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.AbstractChannelTest;
import com.zhaoli.pay.payment.channel.CallbackNotice.OfPayment;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import com.zhaoli.pay.payment.channel.ChannelBills;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.TestChannel;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The third channel does what every channel must, and what its own protocol asks for. */
class VoucherChannelTest extends AbstractChannelTest {
  private final TestVoucher voucher = new TestVoucher();
  private final VoucherClient client = new VoucherClient(LIMITS, clock);
  @TempDir private Path directory;

  @Override
  protected TestChannel there() {
    return voucher;
  }

  @Override
  protected PaymentChannel here() {
    return new VoucherChannel(accounts(), client, LIMITS);
  }

  @Override
  protected ChannelCallback<?> callback() {
    return new VoucherCallback(accounts(), clock);
  }

  @Override
  protected ChannelAccountType accountType() {
    return new VoucherAccountType(client);
  }

  @Override
  protected Optional<ChannelBills> bills() {
    return Optional.of(new VoucherBills(accounts(), client));
  }

  private VoucherAccounts accounts() {
    return new VoucherAccounts(accounts(voucher.settings(directory), accountType()));
  }

  @ParameterizedTest
  @ValueSource(longs = {-310, -3_600, 310})
  void aNoticeSignedAtAnotherTimeIsStale(long secondsFromNow) {
    Instant signedAt = clock.instant().plusSeconds(secondsFromNow);
    assertRefused(
        Reason.STALE, voucher.notice(new Notice("at_1", new Money(1), "T1", null, signedAt)));
  }

  @Test
  void anotherTimeThanTheSignedOneIsForged() {
    CallbackRequest genuine = voucher.notice(new Notice("at_1", new Money(1), "T1"));
    Map<String, String> headers =
        Map.of(
            "voucher-timestamp", "1",
            "voucher-nonce", String.valueOf(genuine.header(VoucherClient.NONCE)),
            "voucher-sign", String.valueOf(genuine.header(VoucherClient.SIGN)));
    assertRefused(Reason.FORGED, new CallbackRequest(headers, genuine.body()));
  }

  /** One secret signs both ways, so an answer that was overheard must not pass for a callback. */
  @Test
  void anAnswersSignatureIsNoCallbacks() {
    byte[] body = voucher.notice(new Notice("at_1", new Money(1), "T1")).body();
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    String sign =
        new VoucherAccount(fixture().account()).sign(body, VoucherSignature.Kind.ANSWER, "n");
    Map<String, String> headers =
        Map.of("voucher-timestamp", timestamp, "voucher-nonce", "n", "voucher-sign", sign);
    assertRefused(Reason.FORGED, new CallbackRequest(headers, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1230.0", "\"1230\"", "-1", "1e3", "null", "99999999999999999999"})
  void anAmountThatIsNoIntegerOfFenSettlesNothing(String amount) {
    String told =
        "{\"code\":\"OK\",\"appId\":\"%s\",\"orderNo\":\"at_1\",\"state\":\"PAID\",\"tradeNo\":\"T1\",\"amount\":%s}"
            .formatted(TestVoucher.APP_ID, amount);
    assertThat(((OfPayment) receive(voucher.around(told))).outcome()).isInstanceOf(Unknown.class);
  }

  @Test
  void aNoticeOfNoOrderIsMalformed() {
    String told = "{\"code\":\"OK\",\"appId\":\"%s\"}".formatted(TestVoucher.APP_ID);
    assertRefused(Reason.MALFORMED, voucher.around(told));
  }

  @Test
  void aSignedNoticeThatIsNoJsonIsMalformed() {
    assertRefused(Reason.MALFORMED, voucher.around("<html>"));
  }

  @Test
  void whileASecretIsReplacedTheEarlierOneStillVerifies() {
    CallbackRequest signedBefore = voucher.notice(new Notice("at_1", new Money(1), "T1"));
    VoucherCallback rotated =
        new VoucherCallback(new VoucherAccounts(new Rotated(fixture().account())), clock);
    assertThat(rotated.read("a", rotated.verify("a", signedBefore)).attemptNo()).isEqualTo("at_1");
  }

  /** An account whose secret is another now. */
  private record Rotated(ChannelAccount before) implements ChannelAccountSource {
    @Override
    public boolean exists(Channel channel, String no) {
      return true;
    }

    @Override
    public Optional<ChannelAccount> find(Channel channel, String no) {
      return Optional.of(
          new ChannelAccount(
              channel,
              no,
              2,
              Map.of(
                  "app-id", TestVoucher.APP_ID,
                  "secret", "another secret, and long enough to be one",
                  "base-url", "http://127.0.0.1:1")));
    }

    @Override
    public Optional<ChannelAccount> findPrevious(Channel channel, String no) {
      return Optional.of(before);
    }

    @Override
    public Optional<String> accountFor(String merchantNo, Channel channel) {
      return Optional.empty();
    }
  }
}
