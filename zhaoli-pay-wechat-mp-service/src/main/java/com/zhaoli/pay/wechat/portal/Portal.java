package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.event.EventInbox;
import com.zhaoli.pay.wechat.event.WechatEvent;
import java.util.Optional;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Takes in what WeChat pushes. When this returns, an event that matters is stored; what it causes
 * happens later, so that WeChat's five seconds are never at stake.
 */
@Service
public class Portal {
  private static final Logger log = LoggerFactory.getLogger(Portal.class);

  private final PushVerifier verifier;
  private final PushReader reader;
  private final EventDeduplicator deduplicator;
  private final EventInbox inbox;

  Portal(
      PushVerifier verifier, PushReader reader, EventDeduplicator deduplicator, EventInbox inbox) {
    this.verifier = verifier;
    this.reader = reader;
    this.deduplicator = deduplicator;
    this.inbox = inbox;
  }

  /**
   * Whether WeChat signed the query; before this nothing else is read.
   *
   * @throws ApiException WECHAT_SIGNATURE_INVALID
   */
  public void verify(PushSignature push) {
    verifier.verify(push);
  }

  /**
   * Takes in the body of a verified push. The same event again has no effect.
   *
   * @throws ApiException WECHAT_SIGNATURE_INVALID, REQUEST_INVALID
   */
  public void receive(PushSignature push, String body) {
    WxMpXmlMessage message = reader.read(push, body);
    Optional<WechatEvent> event = PushedMessages.eventOf(message);
    if (event.isEmpty()) {
      log.info("Nothing to do for {} {}", name(message.getMsgType()), name(message.getEvent()));
      return;
    }
    String dedupKey = event.get().dedupKey();
    if (deduplicator.isDone(dedupKey)) {
      log.info("{} came before", event.get().kind());
      return;
    }
    boolean isNew = inbox.accept(event.get());
    deduplicator.markDone(dedupKey);
    log.info(
        "{} of {} {}",
        event.get().kind(),
        Openids.masked(event.get().openid()),
        isNew ? "is stored" : "was stored before");
  }

  /** A name from outside for the log: letters only, and not many. */
  private static String name(@Nullable String text) {
    if (text == null) {
      return "-";
    }
    String letters = text.replaceAll("[^A-Za-z_]", "");
    return letters.substring(0, Math.min(letters.length(), 40));
  }
}
