package com.zhaoli.pay.merchant.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import com.zhaoli.pay.merchant.message.internal.OutboxStore;
import com.zhaoli.pay.merchant.receiver.Receivers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MessageSenderTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final OutboxStore store = mock();
  private final Receivers receivers = mock();
  private final WechatInternalApi wechat = mock();
  private final List<String> asked = new ArrayList<>();

  @Test
  void pausesDoubleUpToFiveMinutes() {
    assertThat(MessageSender.pauseAfter(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(MessageSender.pauseAfter(3)).isEqualTo(Duration.ofSeconds(8));
    assertThat(MessageSender.pauseAfter(9)).isEqualTo(Duration.ofMinutes(5));
    assertThat(MessageSender.pauseAfter(1_000_000)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void oneReceiversFailureStopsNoneOfTheOthers() {
    answers(
        openid ->
            switch (openid) {
              case "o-1" -> throw new IllegalStateException("no answer");
              case "o-2" -> refused(43004);
              default -> sent();
            });

    send(0, NOW);

    assertThat(asked).containsExactly("o-1", "o-2", "o-3");
    verify(store).postpone(eq("msg_1"), anyString(), any(), eq("IllegalStateException"));
  }

  @Test
  void whatOneReceiverWillNeverTakeIsNotRepeatedForTheOthers() {
    answers(openid -> openid.equals("o-2") ? refused(43004) : sent());

    send(0, NOW);

    assertThat(asked).containsExactly("o-1", "o-2", "o-3");
    verify(store)
        .settle(eq("msg_1"), anyString(), eq("FAILED"), contains("43004 for rcv_2"), any());
  }

  @Test
  void theNextTryBeginsWithAnotherReceiver() {
    answers(openid -> sent());

    send(1, NOW);

    assertThat(asked).containsExactly("o-2", "o-3", "o-1");
    verify(store).settle(eq("msg_1"), anyString(), eq("SENT"), eq(null), any());
  }

  @Test
  void whoDoesNotFitIntoTheLeaseIsLeftForTheNextTry() {
    answers(openid -> sent());

    send(0, NOW, NOW.plusSeconds(41));

    assertThat(asked).containsExactly("o-1");
    verify(store).postpone(eq("msg_1"), anyString(), any(), contains("no time was left"));
  }

  private void answers(Function<String, TemplateMessageResult> answer) {
    when(wechat.sendTemplateMessage(any()))
        .thenAnswer(
            call -> {
              TemplateMessageRequest request = call.getArgument(0);
              asked.add(request.openid());
              return answer.apply(request.openid());
            });
  }

  /** One sweep; the clock shows these times one after the other, and then the last. */
  private void send(int attempts, Instant... times) {
    Clock clock = mock();
    List<Instant> left = new ArrayList<>(List.of(times));
    // The sweep itself, and whether there is time to begin.
    left.add(0, NOW);
    left.add(0, NOW);
    when(clock.instant()).thenAnswer(call -> left.size() > 1 ? left.remove(0) : left.get(0));
    when(receivers.boundTo("mch_1", MessageScene.ONBOARDING_AUDIT))
        .thenReturn(
            List.of(
                new MessageReceiver("rcv_1", "o-1", ReceiverRole.OWNER),
                new MessageReceiver("rcv_2", "o-2", ReceiverRole.OWNER),
                new MessageReceiver("rcv_3", "o-3", ReceiverRole.OWNER)));
    when(store.lease(anyString(), any(), any(), anyInt()))
        .thenReturn(
            List.of(
                new OutboxMessage(
                    "msg_1",
                    "mch_1",
                    MessageScene.ONBOARDING_AUDIT,
                    Map.of("result", "审核通过"),
                    attempts,
                    NOW,
                    NOW.plusSeconds(60))));
    new MessageSender(store, receivers, wechat, clock).sendDue();
  }

  private static TemplateMessageResult sent() {
    return new TemplateMessageResult(
        "tpl_1", TemplateMessageResult.Status.SENT, "4711", null, false);
  }

  private static TemplateMessageResult refused(int errcode) {
    return new TemplateMessageResult(
        "tpl_1", TemplateMessageResult.Status.FAILED, null, errcode, false);
  }
}
