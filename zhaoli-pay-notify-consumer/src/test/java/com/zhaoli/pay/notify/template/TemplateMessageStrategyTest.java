package com.zhaoli.pay.notify.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateMessageStrategyTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final ReceiverDirectory directory = mock();
  private final WechatInternalApi wechat = mock();
  private final List<TemplateMessageRequest> sent = new ArrayList<>();
  private final TemplateMessageStrategy strategy = new TemplateMessageStrategy(directory, wechat);

  @BeforeEach
  void aShopWithThreePeople() {
    when(directory.receivers("mch_1"))
        .thenReturn(
            List.of(
                new MessageReceiver("rcv_1", "o-owner", ReceiverRole.OWNER),
                new MessageReceiver("rcv_2", "o-finance", ReceiverRole.FINANCE),
                new MessageReceiver("rcv_3", "o-staff", ReceiverRole.STAFF)));
    when(wechat.sendTemplateMessage(any()))
        .thenAnswer(
            call -> {
              TemplateMessageRequest request = call.getArgument(0);
              sent.add(request);
              if (request.openid().equals("o-owner")) {
                throw new IllegalStateException("no answer");
              }
              return new TemplateMessageResult(
                  "tpl_1", TemplateMessageResult.Status.SENT, "4711", null, false);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "PAYMENT_SUCCEEDED, PAYMENT_RESULT, 3",
    "PAYMENT_FAILED, PAYMENT_RESULT, 3",
    "REFUND_SUCCEEDED, REFUND_RESULT, 2",
    "REFUND_FAILED, REFUND_RESULT, 2"
  })
  void eachRoleIsToldWhatIsForItWhateverBecameOfTheOthers(
      EventType type, MessageScene scene, int people) {
    List<Target> targets = strategy.targetsOf("mch_1").of(event(type), null);

    List<DeliveryOutcome> outcomes =
        targets.stream().map(target -> target.deliver(event(type)).outcome()).toList();

    assertThat(sent).hasSize(people).allMatch(request -> request.scene() == scene);
    assertThat(outcomes.get(0)).isInstanceOf(DeliveryOutcome.Failed.class);
    assertThat(outcomes.subList(1, people))
        .allMatch(outcome -> outcome instanceof DeliveryOutcome.Delivered);
  }

  @Test
  void ofAClosedPaymentNobodyIsTold() {
    assertThat(only(strategy.targetsOf("mch_1").of(event(EventType.PAYMENT_CLOSED), null)))
        .isInstanceOf(DeliveryOutcome.Skipped.class);
  }

  @Test
  void whoseRoleChangedMeanwhileIsTriedNoMore() {
    assertThat(only(strategy.targetsOf("mch_1").of(event(EventType.REFUND_SUCCEEDED), "rcv_3")))
        .isInstanceOf(DeliveryOutcome.Skipped.class);
    assertThat(strategy.targetsOf("mch_1").of(event(EventType.REFUND_SUCCEEDED), "rcv_2"))
        .extracting(Target::name)
        .containsExactly("rcv_2");
  }

  @Test
  void aMessageThatIsForNobodyWhoIsBoundIsSkipped() {
    when(directory.receivers("mch_1"))
        .thenReturn(List.of(new MessageReceiver("rcv_3", "o-staff", ReceiverRole.STAFF)));

    assertThat(only(strategy.targetsOf("mch_1").of(event(EventType.REFUND_FAILED), null)))
        .isInstanceOf(DeliveryOutcome.Skipped.class);
  }

  private static @Nullable DeliveryOutcome only(List<Target> targets) {
    assertThat(targets).hasSize(1);
    return targets.get(0).decided();
  }

  private static PaymentEvent event(EventType type) {
    boolean refund = type == EventType.REFUND_SUCCEEDED || type == EventType.REFUND_FAILED;
    return new PaymentEvent(
        "evt_1",
        type,
        1,
        "pay_1",
        "mch_1",
        "app_1",
        "T1",
        "SUCCEEDED",
        new Money(1250),
        "ALIPAY",
        "NATIVE",
        "4200",
        NOW,
        null,
        null,
        refund
            ? new PaymentEvent.Refund("rfd_1", "R1", new Money(250), "SUCCEEDED", null, NOW)
            : null,
        NOW,
        0,
        null);
  }
}
