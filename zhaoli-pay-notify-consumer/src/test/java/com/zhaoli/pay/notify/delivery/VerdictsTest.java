package com.zhaoli.pay.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.notify.log.NotificationStatus;
import com.zhaoli.pay.notify.log.RowSettlement;
import com.zhaoli.pay.notify.settings.LongTail;
import com.zhaoli.pay.notify.settings.RetryPolicy;
import com.zhaoli.pay.notify.settings.SettingsFixture;
import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.Target;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(RetryPolicy.DEFAULT_INTERVAL, RetryPolicy.DEFAULT_LIMIT);
  private static final LongTail LONG_TAIL = new LongTail(SettingsFixture.defaults());

  private static RowSettlement settlement(@Nullable Integer tail, DeliveryOutcome outcome) {
    Incoming incoming = new Incoming(event(), new byte[0], "whe_1", POLICY.limit(), tail);
    Held held =
        new Held(
            Assignment.of(incoming, TargetKind.WEBHOOK, Target.decided("whe_1", outcome)), "ntf_1");
    Verdict verdict = Verdicts.of(held.assignment(), outcome, POLICY, LONG_TAIL);
    return Verdicts.settlement(held, outcome, verdict, POLICY, LONG_TAIL);
  }

  @Test
  void aDeliveryOfTheLongTailIsStillOneWhenItsTargetHadNoRoom() {
    RowSettlement settlement = settlement(2, DeliveryOutcome.NotBegun.ofSlowTarget());
    assertThat(settlement.status()).isEqualTo(NotificationStatus.LONG_TAIL);
    assertThat(settlement.tail()).isEqualTo(2);
  }

  @Test
  void aDeliveryOfTheLongTailIsStillOneWhenItsTargetIsPaused() {
    RowSettlement settlement = settlement(2, new DeliveryOutcome.Held("It is paused."));
    assertThat(settlement.status()).isEqualTo(NotificationStatus.HELD);
    assertThat(settlement.tail()).isEqualTo(2);
  }

  @Test
  void aQuickDeliveryThatHadNoRoomIsInNoTail() {
    RowSettlement settlement = settlement(null, DeliveryOutcome.NotBegun.ofSlowTarget());
    assertThat(settlement.status()).isEqualTo(NotificationStatus.RETRYING);
    assertThat(settlement.tail()).isNull();
  }

  @Test
  void whatItsTargetRefusesForGoodGetsNoLongTail() {
    RowSettlement settlement = settlement(null, new DeliveryOutcome.Refused("It left.", null));
    assertThat(settlement.status()).isEqualTo(NotificationStatus.DEAD);
    assertThat(settlement.tail()).isEqualTo(RowSettlement.TAIL_IS_OVER);
  }

  @Test
  void whatOnlyFailedMayGetOne() {
    RowSettlement settlement = settlement(null, new DeliveryOutcome.Failed("It is away.", null));
    assertThat(settlement.status()).isEqualTo(NotificationStatus.DEAD);
    assertThat(settlement.tail()).isNull();
  }

  private static PaymentEvent event() {
    Instant now = Instant.parse("2026-11-28T06:00:00Z");
    return new PaymentEvent(
        "evt_1",
        EventType.PAYMENT_SUCCEEDED,
        1,
        "pay_1",
        "mch_1",
        "app_1",
        "T1",
        "SUCCEEDED",
        new Money(1250),
        "ALIPAY",
        "NATIVE",
        null,
        now,
        null,
        null,
        null,
        now,
        0,
        null);
  }
}
