package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.event.EventInbox;
import com.zhaoli.pay.wechat.event.WechatEvent;
import com.zhaoli.pay.wechat.reply.FollowerAct;
import com.zhaoli.pay.wechat.reply.Reply;
import com.zhaoli.pay.wechat.reply.ReplyDesk;
import java.util.Optional;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Takes in what WeChat pushes. When this returns, what matters is stored; what it causes happens
 * later, and only an answer that is ready soon goes back with it, so that WeChat's five seconds are
 * never at stake.
 */
@Service
public class Portal {
  private static final Logger log = LoggerFactory.getLogger(Portal.class);

  private final PushVerifier verifier;
  private final PushReader reader;
  private final EventDeduplicator deduplicator;
  private final EventInbox inbox;
  private final ReplyDesk desk;
  private final PassiveReplies replies;

  Portal(
      PushVerifier verifier,
      PushReader reader,
      EventDeduplicator deduplicator,
      EventInbox inbox,
      ReplyDesk desk,
      PassiveReplies replies) {
    this.verifier = verifier;
    this.reader = reader;
    this.deduplicator = deduplicator;
    this.inbox = inbox;
    this.desk = desk;
    this.replies = replies;
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
   * Takes in the body of a verified push. The same push again has no effect.
   *
   * @return the message to the follower that the push is answered with, as XML; empty for none
   * @throws ApiException WECHAT_SIGNATURE_INVALID, REQUEST_INVALID, WECHAT_UNAVAILABLE
   */
  public Optional<String> receive(PushSignature push, String body) {
    WxMpXmlMessage message = reader.read(push, body);
    Optional<WechatEvent> event = PushedMessages.eventOf(message);
    event.ifPresent(this::store);
    Optional<FollowerAct> act = PushedMessages.actOf(message);
    if (event.isEmpty() && act.isEmpty()) {
      log.info("Nothing to do for {} {}", name(message.getMsgType()), name(message.getEvent()));
    }
    return act.flatMap(this::answer).map(reply -> replies.xml(reply, message, push.isEncrypted()));
  }

  private void store(WechatEvent event) {
    if (deduplicator.isDone(event.dedupKey())) {
      log.info("{} came before", event.kind());
      return;
    }
    boolean isNew = inbox.accept(event);
    deduplicator.markDone(event.dedupKey());
    log.info(
        "{} of {} {}",
        event.kind(),
        Openids.masked(event.openid()),
        isNew ? "is stored" : "was stored before");
  }

  private Optional<Reply> answer(FollowerAct act) {
    if (deduplicator.isDone(act.dedupKey())) {
      log.info("{} came before", act.kind());
      return Optional.empty();
    }
    Optional<Reply> reply = desk.answer(act);
    deduplicator.markDone(act.dedupKey());
    return reply;
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
