package com.zhaoli.pay.notify.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.Events;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.delivery.DeliveryEngine;
import com.zhaoli.pay.notify.dispatch.internal.EventMessageStore;
import com.zhaoli.pay.notify.log.DueNotification;
import com.zhaoli.pay.notify.log.MemberReader;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.settings.SettingsFixture;
import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For how long a poll goes on, by a log in which 100 deliveries are due. */
class DuePollerTest {
  private static final int DUE = 100;

  private final EventBatchCodec codec = new EventBatchCodec();
  private final NotificationLog notifications =
      mock(NotificationLog.class, withSettings().stubOnly());
  private final DeliveryEngine engine = mock(DeliveryEngine.class, withSettings().stubOnly());
  private final AsyncDelivery delivery = new AsyncDelivery(engine, new SimpleMeterRegistry());
  private final DuePoller poller =
      new DuePoller(
          notifications,
          mock(EventMessageStore.class, withSettings().stubOnly()),
          new MemberReader(codec),
          delivery,
          engine,
          SettingsFixture.defaults());
  private int leased;

  @BeforeEach
  void aLog() {
    when(notifications.leaseDue(eq(TargetKind.WEBHOOK), anyString(), any(), anyInt(), any()))
        .thenAnswer(
            call ->
                new NotificationLog.Leased(
                    leased == DUE ? List.of() : List.of(due(++leased)), false));
  }

  private DueNotification due(int number) {
    PaymentEvent event = Events.succeeded("mch_1", null);
    return new DueNotification(
        "ntf_" + number,
        new ClaimKey(event.paymentNo(), event.eventId(), "whe_1", event.deliverySeq()),
        1,
        null,
        codec.encodeMember(event));
  }

  @Test
  void aPollGoesOnWhileSomethingIsDue() {
    poller.webhooks();

    assertThat(leased).isEqualTo(DUE);
  }

  @Test
  void whatIsNotBegunWhenTheProcessEndsIsLeftToOtherInstances() {
    when(engine.process(any(), any()))
        .thenAnswer(
            call -> {
              if (leased == 3) {
                delivery.stopSoon();
              }
              return List.of();
            });

    poller.webhooks();

    assertThat(leased).isEqualTo(3);
  }
}
