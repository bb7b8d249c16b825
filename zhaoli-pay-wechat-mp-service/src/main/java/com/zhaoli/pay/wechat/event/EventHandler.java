package com.zhaoli.pay.wechat.event;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.merchant.OpenidUnbinding;
import com.zhaoli.pay.common.client.merchant.QrScan;
import com.zhaoli.pay.common.client.merchant.ReceiverScan;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.message.DeliveryReport;
import com.zhaoli.pay.wechat.message.TemplateMessages;
import com.zhaoli.pay.wechat.scene.QrSceneBO;
import com.zhaoli.pay.wechat.scene.QrScenes;
import feign.FeignException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Brings an event to whom it concerns. Each may be brought more than once. */
@Component
class EventHandler {
  /** Answers that say more of the moment than of the event. */
  private static final Set<Integer> PASSING = Set.of(401, 408, 425, 429);

  private final OfficialAccounts accounts;
  private final QrScenes scenes;
  private final TemplateMessages messages;
  private final MerchantInternalApi merchants;
  private final InvitationReply invitationReply;
  private final TagGiver tags;
  private final List<EventObserver> observers;

  EventHandler(
      OfficialAccounts accounts,
      QrScenes scenes,
      TemplateMessages messages,
      MerchantInternalApi merchants,
      InvitationReply invitationReply,
      TagGiver tags,
      List<EventObserver> observers) {
    this.accounts = accounts;
    this.scenes = scenes;
    this.messages = messages;
    this.merchants = merchants;
    this.invitationReply = invitationReply;
    this.tags = tags;
    this.observers = observers;
  }

  HandlingOutcome handle(WechatEvent event) {
    try {
      observers.forEach(observer -> observer.heard(event));
      return switch (event.kind()) {
        case SCAN -> scanned(event);
        case UNBINDING -> {
          if (!event.appId().equals(accounts.main().appId())) {
            // Merchants are bound to followers of the main account only.
            yield new HandlingOutcome.Done();
          }
          merchants.unbindOpenid(new OpenidUnbinding(event.openid(), event.occurredAt()));
          yield new HandlingOutcome.Done();
        }
        case DELIVERY_REPORT -> reported(event);
        // On record with this: what is answered to it goes back with its push.
        case FOLLOW, MENU_CLICK, MENU_VIEW -> new HandlingOutcome.Done();
      };
    } catch (FeignException e) {
      boolean forGood = e.status() >= 400 && e.status() < 500 && !PASSING.contains(e.status());
      String problem = "merchant-service answered " + e.status();
      return forGood ? new HandlingOutcome.Refused(problem) : new HandlingOutcome.Later(problem);
    } catch (RuntimeException e) {
      return new HandlingOutcome.Later(e.getClass().getSimpleName());
    }
  }

  /** A code that has expired is answered alike while its scene is there and when it is removed. */
  private HandlingOutcome scanned(WechatEvent event) {
    Optional<QrSceneBO> scene =
        scenes
            .find(event.appId(), Objects.requireNonNull(event.subject()))
            .filter(found -> found.isInForce(event.occurredAt()));
    if (scene.isEmpty()) {
      return new HandlingOutcome.Refused("the QR code is not ours or not in force");
    }
    return switch (scene.get().purpose()) {
      case ONBOARDING -> {
        merchants.onboardingScan(
            new QrScan(scene.get().businessId(), event.openid(), event.occurredAt()));
        yield new HandlingOutcome.Done();
      }
      case RECEIVER -> {
        ReceiverScan scan =
            new ReceiverScan(scene.get().businessId(), event.openid(), event.occurredAt());
        yield invitationReply.send(scan, merchants.receiverScan(scan));
      }
      case STORE_POSTER, CHANNEL -> {
        Integer tagId = scene.get().tagId();
        yield tagId == null ? new HandlingOutcome.Done() : tagged(event, tagId);
      }
    };
  }

  /** A tag that WeChat will never give is done without. */
  private HandlingOutcome tagged(WechatEvent event, int tagId) {
    return switch (tags.give(event.appId(), tagId, event.openid())) {
      case GIVEN, REFUSED -> new HandlingOutcome.Done();
      case UNKNOWN -> new HandlingOutcome.Later("the tag is not known to be given");
    };
  }

  /** The report may come before the answer to the send is stored. */
  private HandlingOutcome reported(WechatEvent event) {
    boolean known =
        messages.recordDelivery(
            new DeliveryReport(
                event.appId(),
                event.openid(),
                Objects.requireNonNull(event.subject()),
                Objects.requireNonNull(event.outcome()),
                event.occurredAt()));
    return known
        ? new HandlingOutcome.Done()
        : new HandlingOutcome.Later("no message has this number yet");
  }
}
