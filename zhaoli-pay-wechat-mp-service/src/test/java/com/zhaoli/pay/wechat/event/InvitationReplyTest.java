package com.zhaoli.pay.wechat.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.client.merchant.ReceiverScan;
import com.zhaoli.pay.common.client.merchant.ReceiverScanResult;
import com.zhaoli.pay.common.client.merchant.ReceiverScanResult.Outcome;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.wechat.message.TemplateMessages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvitationReplyTest {
  private static final ReceiverScan SCAN =
      new ReceiverScan(
          "inv_01M8E1W0TRM5Y0K3W7Q2N9B4CE", "o-1", Instant.parse("2026-11-27T12:00:00Z"));

  private final TemplateMessages messages = mock();
  private final List<TemplateMessageRequest> sent = new ArrayList<>();
  private final InvitationReply reply = new InvitationReply(messages);

  /** WeChat shows twenty characters of a text and five of a phrase. */
  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"LEFT"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyOutcomeIsToldInWordsThatWechatShowsWhole(Outcome outcome) {
    wechatTakesIt();

    for (ReceiverRole role : ReceiverRole.values()) {
      assertThat(reply.send(SCAN, new ReceiverScanResult(outcome, "招利咖啡", role)))
          .isEqualTo(new HandlingOutcome.Done());
    }

    assertThat(sent)
        .hasSize(ReceiverRole.values().length)
        .allSatisfy(
            message -> {
              assertThat(message.businessId()).hasSizeLessThanOrEqualTo(64);
              assertThat(message.fields().get("result")).hasSizeBetween(5, 20);
              assertThat(message.fields().get("role")).hasSizeBetween(1, 5);
              assertThat(message.fields()).containsEntry("scannedAt", "2026-11-27 20:00:00");
            });
  }

  @Test
  void whoLeftIsToldNothing() {
    assertThat(reply.send(SCAN, new ReceiverScanResult(Outcome.LEFT, "招利咖啡", ReceiverRole.STAFF)))
        .isEqualTo(new HandlingOutcome.Done());
    verifyNoInteractions(messages);
  }

  @Test
  void whatWechatMayTakeLaterIsTriedAgainAndTheRestIsNot() {
    when(messages.send(any())).thenReturn(failed(true), failed(false));
    ReceiverScanResult bound = new ReceiverScanResult(Outcome.BOUND, "招利咖啡", ReceiverRole.STAFF);

    assertThat(reply.send(SCAN, bound)).isInstanceOf(HandlingOutcome.Later.class);
    assertThat(reply.send(SCAN, bound)).isInstanceOf(HandlingOutcome.Done.class);
  }

  private void wechatTakesIt() {
    when(messages.send(any()))
        .thenAnswer(
            call -> {
              sent.add(call.getArgument(0));
              return new TemplateMessageResult(
                  "tpl_1", TemplateMessageResult.Status.SENT, "4711", null, false);
            });
  }

  private static TemplateMessageResult failed(boolean retryable) {
    return new TemplateMessageResult(
        "tpl_1", TemplateMessageResult.Status.FAILED, null, -1, retryable);
  }
}
