package com.zhaoli.pay.notify.template;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.client.wechat.TemplateMessageResult;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.MerchantTargets;
import com.zhaoli.pay.notify.target.Target;
import com.zhaoli.pay.notify.target.TargetKind;
import com.zhaoli.pay.notify.target.TargetStrategy;
import com.zhaoli.pay.notify.target.Told;
import feign.FeignException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the people of a merchant in WeChat. wechat-mp-service sends one message for the same event
 * and person however often it is asked, so an attempt whose answer was lost doubles nothing.
 */
@Component
class TemplateMessageStrategy implements TargetStrategy {
  private static final Logger log = LoggerFactory.getLogger(TemplateMessageStrategy.class);

  private final ReceiverDirectory directory;
  private final WechatInternalApi wechat;

  TemplateMessageStrategy(ReceiverDirectory directory, WechatInternalApi wechat) {
    this.directory = directory;
    this.wechat = wechat;
  }

  @Override
  public TargetKind kind() {
    return TargetKind.TEMPLATE_MESSAGE;
  }

  @Override
  public MerchantTargets targetsOf(String merchantNo) {
    List<MessageReceiver> receivers;
    try {
      receivers = directory.receivers(merchantNo);
    } catch (FeignException.NotFound e) {
      return decided(new DeliveryOutcome.Failed("merchant-service does not know it.", 404));
    } catch (RuntimeException e) {
      log.debug("Receivers of {} could not be looked up", merchantNo, e);
      return decided(
          new DeliveryOutcome.Failed(
              "The receivers could not be looked up: " + nameOf(e), statusOf(e)));
    }
    return (event, only) -> targets(event, only, receivers);
  }

  private List<Target> targets(
      PaymentEvent event, @Nullable String only, List<MessageReceiver> receivers) {
    String unresolved = kind().unresolvedTarget();
    MessageScene scene = sceneOf(event);
    if (scene == null) {
      return List.of(
          Target.decided(
              only == null ? unresolved : only,
              new DeliveryOutcome.Skipped("There is no message for this type of event.")));
    }
    if (only != null && !only.equals(unresolved)) {
      return receivers.stream()
          .filter(receiver -> receiver.receiverNo().equals(only) && receiver.gets(scene))
          .findFirst()
          .map(receiver -> List.<Target>of(new ReceiverTarget(receiver, scene)))
          .orElseGet(
              () ->
                  List.of(
                      Target.decided(
                          only, new DeliveryOutcome.Skipped("The receiver gets this no more."))));
    }
    List<Target> targets =
        receivers.stream()
            .filter(receiver -> receiver.gets(scene))
            .<Target>map(receiver -> new ReceiverTarget(receiver, scene))
            .toList();
    return targets.isEmpty()
        ? List.of(Target.decided(unresolved, new DeliveryOutcome.Skipped("No receiver is bound.")))
        : targets;
  }

  /** People are told of results; that an unpaid order was closed is none to them. */
  private static @Nullable MessageScene sceneOf(PaymentEvent event) {
    return switch (event.type()) {
      case PAYMENT_SUCCEEDED, PAYMENT_FAILED -> MessageScene.PAYMENT_RESULT;
      case REFUND_SUCCEEDED, REFUND_FAILED -> MessageScene.REFUND_RESULT;
      case PAYMENT_CLOSED -> null;
    };
  }

  private MerchantTargets decided(DeliveryOutcome outcome) {
    return (event, only) ->
        List.of(Target.decided(only == null ? kind().unresolvedTarget() : only, outcome));
  }

  private final class ReceiverTarget implements Target {
    private final MessageReceiver receiver;
    private final MessageScene scene;

    ReceiverTarget(MessageReceiver receiver, MessageScene scene) {
      this.receiver = receiver;
      this.scene = scene;
    }

    @Override
    public String name() {
      return receiver.receiverNo();
    }

    @Override
    public Told deliver(PaymentEvent event) {
      return Told.of(send(event));
    }

    private DeliveryOutcome send(PaymentEvent event) {
      TemplateMessageResult result;
      try {
        result =
            wechat.sendTemplateMessage(
                new TemplateMessageRequest(
                    businessId(event), scene, receiver.openid(), ResultFields.of(event)));
      } catch (RuntimeException e) {
        log.debug("wechat-mp-service did not take a message", e);
        return new DeliveryOutcome.Failed(
            "wechat-mp-service did not take it: " + nameOf(e), statusOf(e));
      }
      return switch (result.status()) {
        case SENT -> new DeliveryOutcome.Delivered(null);
        case FAILED -> {
          String reason = "WeChat refused it with errcode " + result.errorCode() + ".";
          yield result.retryable()
              ? new DeliveryOutcome.Failed(reason, null)
              : new DeliveryOutcome.Refused(reason, null);
        }
      };
    }
  }

  /** A replay is a message of its own; without this it would count as the one sent before. */
  private static String businessId(PaymentEvent event) {
    return event.deliverySeq() == 0 ? event.eventId() : event.eventId() + "-" + event.deliverySeq();
  }

  /** Feign's messages hold the request, and with it an openid: only the kind of error is kept. */
  private static String nameOf(RuntimeException e) {
    return e instanceof FeignException answered && answered.status() > 0
        ? "it answered " + answered.status() + "."
        : "no answer (" + e.getClass().getSimpleName() + ").";
  }

  private static @Nullable Integer statusOf(RuntimeException e) {
    return e instanceof FeignException answered && answered.status() > 0 ? answered.status() : null;
  }
}
