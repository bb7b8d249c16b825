package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.event.WechatEvent;
import com.zhaoli.pay.wechat.follower.Followers;
import com.zhaoli.pay.wechat.reply.FollowerAct;
import com.zhaoli.pay.wechat.reply.Reply;
import com.zhaoli.pay.wechat.reply.ReplyDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Takes in what WeChat pushes. When this returns, what matters is stored; what it causes happens
 * later, and only an answer that is ready soon goes back with it, so that WeChat's five seconds are
 * never at stake: what the database does not take in time is refused in time, kept in memory, and
 * stored when the database takes it, while WeChat pushes it again.
 */
@Service
public class Portal {
  private static final Logger log = LoggerFactory.getLogger(Portal.class);

  /** Counted from the push. Redis takes another second at most, before and after. */
  private static final Duration STORED_WITHIN = Duration.ofSeconds(2);

  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(3);

  private final PushVerifier verifier;
  private final PushReader reader;
  private final EventDeduplicator deduplicator;
  private final EventIntake intake;
  private final ReplyDesk desk;
  private final UnstoredPushes unstored;
  private final Followers followers;
  private final Clock clock;

  Portal(
      PushVerifier verifier,
      PushReader reader,
      EventDeduplicator deduplicator,
      EventIntake intake,
      ReplyDesk desk,
      UnstoredPushes unstored,
      Followers followers,
      Clock clock) {
    this.verifier = verifier;
    this.reader = reader;
    this.deduplicator = deduplicator;
    this.intake = intake;
    this.desk = desk;
    this.unstored = unstored;
    this.followers = followers;
    this.clock = clock;
  }

  /**
   * Whether WeChat signed the query for this account; before this nothing else is read.
   *
   * @throws ApiException WECHAT_SIGNATURE_INVALID
   */
  public void verify(OfficialAccount account, PushSignature push) {
    verifier.verify(account, push);
  }

  /**
   * Takes in the body of a verified push. The same push again has no effect.
   *
   * @return the message to the follower that the push is answered with, as XML; empty for none
   * @throws ApiException WECHAT_SIGNATURE_INVALID, REQUEST_INVALID, WECHAT_UNAVAILABLE
   */
  public Optional<String> receive(OfficialAccount account, PushSignature push, String body) {
    long start = System.nanoTime();
    WxMpXmlMessage message = reader.read(account, push, body);
    Instant receivedAt = receivedAt(push);
    Optional<WechatEvent> event = PushedMessages.eventOf(account.appId(), message, receivedAt);
    Optional<FollowerAct> act = PushedMessages.actOf(account.appId(), message);
    // One key for both: each question to a Redis that hangs takes a second of WeChat's five.
    String key =
        Stream.of(event.map(WechatEvent::dedupKey), act.map(FollowerAct::dedupKey))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("+"));
    if (key.isEmpty()) {
      log.info("Nothing to do for {} {}", name(message.getMsgType()), name(message.getEvent()));
      return Optional.empty();
    }
    if (deduplicator.isDone(key)) {
      log.info("{} {} came before", name(message.getMsgType()), name(message.getEvent()));
      return Optional.empty();
    }
    // Kept in memory at first: it is not lost with a push that the database does not take.
    PushedActs.of(message, receivedAt)
        .ifPresent(acted -> followers.acted(account.appId(), acted.openid(), acted.at()));
    Optional<Reply> reply;
    try {
      event.ifPresent(found -> intake.store(found, left(STORED_WITHIN, start)));
      reply = act.flatMap(found -> desk.answer(found, left(ANSWERED_WITHIN, start)));
    } catch (ApiException e) {
      unstored.keep(key, event, act);
      throw e;
    }
    deduplicator.markDone(key);
    return reply.map(found -> PassiveReplies.xml(account, found, message, push.isEncrypted()));
  }

  /** By our clock, or by WeChat's where that is ahead: it says in the signature when it pushed. */
  private Instant receivedAt(PushSignature push) {
    Instant now = clock.instant();
    Instant pushed = Instant.ofEpochSecond(Long.parseLong(String.valueOf(push.timestamp())));
    return pushed.isAfter(now) ? pushed : now;
  }

  private static Duration left(Duration within, long startNanos) {
    Duration left = within.minusNanos(System.nanoTime() - startNanos);
    return left.isNegative() ? Duration.ZERO : left;
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
