package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.wechat.reply.internal.ConversationStore;
import com.zhaoli.pay.wechat.trail.AuditAction;
import com.zhaoli.pay.wechat.trail.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * What followers said and were answered: kept for a while for operators, each look put on record.
 */
@Service
public class Conversations {
  private static final Logger log = LoggerFactory.getLogger(Conversations.class);
  private static final int BATCH = 500;

  /** What one run may take away; the next goes on. */
  private static final int BATCHES = 40;

  private final ConversationStore store;
  private final AuditLog auditLog;
  private final ReplyProperties properties;
  private final Clock clock;

  Conversations(
      ConversationStore store, AuditLog auditLog, ReplyProperties properties, Clock clock) {
    this.store = store;
    this.auditLog = auditLog;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Conversations of an account and a span, the newest first.
   *
   * @param account its app id
   * @param openid only those with this follower
   * @param to the end; of those at this very moment, only those with ids below {@code before}
   */
  public List<ConversationBO> page(
      String account,
      @Nullable String openid,
      Instant from,
      Instant to,
      long before,
      int limit,
      String operatorNo) {
    auditLog.append(
        operatorNo,
        AuditAction.CONVERSATIONS_READ,
        openid == null ? "all" : openid,
        account + ", " + from + " to " + to);
    return store.page(account, openid, from, to, before, limit);
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.reply.cleanup-interval:10m}")
  void deleteOld() {
    Instant before = clock.instant().minus(properties.keepConversations());
    int deleted = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      int now = store.deleteBefore(before, BATCH);
      deleted += now;
      if (now < BATCH) {
        break;
      }
    }
    if (deleted > 0) {
      log.info("{} old conversations are deleted", deleted);
    }
  }
}
