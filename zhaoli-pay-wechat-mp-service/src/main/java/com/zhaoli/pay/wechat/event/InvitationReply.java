package com.zhaoli.pay.wechat.event;

import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.client.merchant.ReceiverScan;
import com.zhaoli.pay.common.client.merchant.ReceiverScanResult;
import com.zhaoli.pay.common.client.merchant.ReceiverScanResult.Outcome;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.wechat.message.TemplateMessages;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Tells who scanned an invitation what came of it, by a message of scene RECEIVER_INVITATION: once
 * for each scan, however often the scan is handled.
 */
@Component
class InvitationReply {
  private static final DateTimeFormatter BUSINESS_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

  private final TemplateMessages messages;

  InvitationReply(TemplateMessages messages) {
    this.messages = messages;
  }

  /** Later when WeChat may take the message then; what it will never take is not tried again. */
  HandlingOutcome send(ReceiverScan scan, ReceiverScanResult result) {
    if (result.outcome() == Outcome.LEFT) {
      return new HandlingOutcome.Done();
    }
    TemplateMessageResult sent =
        messages.send(
            new TemplateMessageRequest(
                scan.invitationNo() + "-" + scan.scannedAt().getEpochSecond(),
                MessageScene.RECEIVER_INVITATION,
                scan.openid(),
                Map.of(
                    "merchantName", result.merchantName(),
                    "role", word(result.role()),
                    "result", sentence(result.outcome()),
                    "scannedAt", BUSINESS_TIME.format(scan.scannedAt()))));
    return sent.status() == TemplateMessageResult.Status.FAILED && sent.retryable()
        ? new HandlingOutcome.Later("the answer to the scan is not sent yet")
        : new HandlingOutcome.Done();
  }

  private static String word(ReceiverRole role) {
    return switch (role) {
      case OWNER -> "店主";
      case FINANCE -> "财务";
      case STAFF -> "店员";
    };
  }

  /** At most twenty characters: WeChat shows no more. */
  private static String sentence(Outcome outcome) {
    return switch (outcome) {
      case BOUND -> "绑定成功，您将收到该商户的消息";
      case ALREADY_BOUND -> "您已是该商户的消息接收人";
      case USED -> "二维码已被使用，请联系商户";
      case CANCELLED -> "二维码已取消，请联系商户";
      case EXPIRED -> "二维码已过期，请联系商户";
      case LEFT -> throw new IllegalArgumentException("nobody is told");
    };
  }
}
