package com.zhaoli.pay.payment.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What every channel must do. A new channel's test extends this, and nothing may be left out. */
public abstract class AbstractChannelTest {
  private static final Money AMOUNT = new Money(1_230);
  private static final Instant PAID_AT = Instant.parse("2026-11-23T08:00:00Z");
  protected static final ChannelProperties LIMITS =
      new ChannelProperties(
          URI.create("http://127.0.0.1:8080"), Duration.ofSeconds(1), Duration.ofSeconds(1));

  protected final Clock clock = Clock.systemUTC();
  private final ChannelOrder order =
      new ChannelOrder(
          "at_01M841JW0YKMJEMYY1GV0M6JDM",
          ChannelAccounts.PLATFORM,
          PaymentMethod.NATIVE,
          "商品 \"A\" & B",
          AMOUNT,
          null,
          clock.instant().truncatedTo(ChronoUnit.MILLIS).plusSeconds(1_800),
          ChannelOrder.Payer.UNKNOWN);

  protected abstract TestChannel there();

  /** The strategy under test, configured for {@link #there()}. */
  protected abstract PaymentChannel here();

  protected abstract ChannelCallback<?> callback();

  @AfterEach
  void stop() {
    there().close();
  }

  @Test
  void aNewOrderGetsACode() {
    ChannelOutcome outcome = pay();
    assertThat(outcome).isInstanceOf(CodeIssued.class);
    assertThat(((CodeIssued) outcome).codeUrl()).contains(order.attemptNo());
    assertThat(there().trade(order.attemptNo()))
        .isEqualTo(new TestChannel.Trade(AMOUNT, true, false, null));
  }

  @Test
  void theSameNumberAgainIsTheSameOrder() {
    assertThat(pay()).isEqualTo(pay());
  }

  @Test
  void anOrderThatNobodyPaidYetIsNotPaid() {
    assertThat(query()).isEqualTo(new NotPaid());
    pay();
    assertThat(query()).isEqualTo(new NotPaid());
  }

  @Test
  void aPaidOrderSucceeded() {
    pay();
    String tradeNo = there().pay(order.attemptNo(), AMOUNT);
    assertThat(query()).isEqualTo(new Succeeded(tradeNo, AMOUNT, PAID_AT));
  }

  @Test
  void theAmountIsTheChannelsAndNotOurs() {
    pay();
    String tradeNo = there().pay(order.attemptNo(), new Money(1));
    assertThat(query()).isEqualTo(new Succeeded(tradeNo, new Money(1), PAID_AT));
  }

  @Test
  void aClosedOrderIsClosed() {
    pay();
    there().close(order.attemptNo());
    assertThat(query()).isEqualTo(new Closed());
  }

  @Test
  void anExplicitRefusalIsARefusal() {
    there().behave(Behaviour.DECLINES);
    assertThat(pay()).isInstanceOf(Declined.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "MALFORMED", "UNKNOWN_CODE", "FORGED", "SERVER_ERROR"})
  void anythingElseIsUnknown(Behaviour behaviour) {
    there().behave(behaviour);
    assertThat(pay()).isInstanceOf(Unknown.class);
    assertThat(query()).isInstanceOf(Unknown.class);
  }

  @Test
  void aChannelThatIsNotThereIsUnknown() {
    there().close();
    assertThat(pay()).isInstanceOf(Unknown.class);
    assertThat(query()).isInstanceOf(Unknown.class);
  }

  @Test
  void aGenuineNoticeIsRead() {
    Notice notice = new Notice(order.attemptNo(), AMOUNT, "T1");
    assertThat(receive(there().notice(notice)))
        .isEqualTo(
            new CallbackNotice.OfPayment(order.attemptNo(), new Succeeded("T1", AMOUNT, PAID_AT)));
  }

  @Test
  void aForgedNoticeIsRefused() {
    assertRefused(Reason.FORGED, there().forged(new Notice(order.attemptNo(), AMOUNT, "T1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "a=b", "%%%", "sign=x&sign_type=RSA2", "\u0000", "[["})
  void rubbishIsRefusedAsForged(String body) {
    assertRefused(
        Reason.FORGED, new CallbackRequest(Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anyChangedByteOfANoticeIsRefused() {
    CallbackRequest genuine = there().notice(new Notice(order.attemptNo(), AMOUNT, "T1"));
    byte[] body = genuine.body();
    for (int i = 0; i < body.length; i += 7) {
      byte[] changed = body.clone();
      changed[i] ^= 0x01;
      assertThatExceptionOfType(CallbackRefusedException.class)
          .as("byte %d", i)
          .isThrownBy(() -> receive(genuine.withBody(changed)));
    }
  }

  @Test
  void aNoticeForAnotherAppIsRefused() {
    assertRefused(
        Reason.MISMATCHING,
        there().notice(new Notice(order.attemptNo(), AMOUNT, "T1", "another-app", null)));
  }

  @Test
  void aNoticeForAnAccountThatThereIsNotIsRefused() {
    CallbackRequest genuine = there().notice(new Notice(order.attemptNo(), AMOUNT, "T1"));
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> receive(callback(), "another", genuine))
        .matches(e -> e.reason() == Reason.UNKNOWN_ACCOUNT);
  }

  protected final void assertRefused(Reason reason, CallbackRequest request) {
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> receive(request))
        .matches(e -> e.reason() == reason, "refused as " + reason);
  }

  protected final CallbackNotice receive(CallbackRequest request) {
    return receive(callback(), ChannelAccounts.PLATFORM, request);
  }

  private static <V> CallbackNotice receive(
      ChannelCallback<V> callback, String account, CallbackRequest request) {
    return callback.read(account, callback.verify(account, request));
  }

  private ChannelOutcome pay() {
    return guarded().pay(order);
  }

  private ChannelOutcome query() {
    return guarded().query(order);
  }

  /** As the registry hands it out. */
  private PaymentChannel guarded() {
    return new GuardedChannel(here(), new SimpleMeterRegistry());
  }

  /** The accounts that these Spring properties configure. */
  protected static ChannelAccountSource accounts(
      Map<String, String> settings, ChannelAccountType type) {
    ChannelsProperties properties =
        new Binder(new MapConfigurationPropertySource(settings))
            .bind("zhaoli", ChannelsProperties.class)
            .get();
    return new ChannelAccounts(new ConfiguredAccounts(properties, List.of(type)));
  }
}
