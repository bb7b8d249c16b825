package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.message.SendOutcome;
import com.zhaoli.pay.wechat.reply.internal.ConversationStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Brings to followers, by customer-service messages, what was not the answer to their push. A part
 * is marked as begun before it is sent, and only one that WeChat surely did not take is sent again:
 * a follower may miss a part whose outcome nobody knows, and gets none twice. What a dead instance
 * left is taken up when its lease ends.
 */
@Component
class FollowUps implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(FollowUps.class);

  /**
   * Longer than the chatbot and one message take at their time-outs. A message that waits for a new
   * access token may take longer: the marks of the parts keep it from being sent twice then.
   */
  private static final Duration LEASE = Duration.ofSeconds(20);

  /** The second part of an answer must not overtake the first. */
  private static final Duration AFTER_PASSIVE = Duration.ofSeconds(1);

  /** Later an answer helps nobody. */
  private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(10);

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int MAX_ATTEMPTS = 5;
  private static final int BATCH = 50;
  private static final int THREADS = 8;
  private static final int QUEUE = 100;

  private final ConversationStore store;
  private final ReplyPlanner planner;
  private final CustomerService service;
  private final MeterRegistry meters;
  private final Clock clock;
  private final ThreadPoolTaskExecutor executor = executor("follow-up-", THREADS, QUEUE);

  FollowUps(
      ConversationStore store,
      ReplyPlanner planner,
      CustomerService service,
      MeterRegistry meters,
      Clock clock) {
    this.store = store;
    this.planner = planner;
    this.service = service;
    this.meters = meters;
    this.clock = clock;
  }

  /** Threads that refuse what their queue cannot hold. */
  static ThreadPoolTaskExecutor executor(String prefix, int threads, int queue) {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setCorePoolSize(threads);
    executor.setMaxPoolSize(threads);
    executor.setQueueCapacity(queue);
    executor.setThreadNamePrefix(prefix);
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.AbortPolicy());
    executor.setAwaitTerminationSeconds(10);
    executor.initialize();
    return executor;
  }

  /**
   * The right to bring one answer.
   *
   * @param owner the lease's own name: who has lost it changes nothing any more
   */
  record Claim(long id, String owner) {}

  private static String newOwner() {
    return Ids.withPrefix("rpl_");
  }

  /** Stores the act as the caller's to answer; empty when it was stored before. */
  Optional<Claim> claim(FollowerAct act) {
    Instant now = clock.instant();
    String owner = newOwner();
    OptionalLong id = store.claim(act, owner, now, now.plus(LEASE));
    return id.isEmpty() ? Optional.empty() : Optional.of(new Claim(id.getAsLong(), owner));
  }

  /** Stores the act for the next sweep of any instance; without effect when it was before. */
  void claimForSweep(FollowerAct act) {
    Instant now = clock.instant();
    store.claim(act, newOwner(), now, now);
  }

  /** Stores that the first part goes out as the answer to the push; false when that is not ours. */
  boolean planPassive(Claim claim, FollowerAct act, ReplyPlan plan) {
    return store.plan(claim.id(), claim.owner(), act, plan, true, clock.instant());
  }

  /** The first part was handed over; the others follow soon. */
  void restLater(Claim claim) {
    store.postpone(claim.id(), claim.owner(), 1, 1, 0, null, clock.instant().plus(AFTER_PASSIVE));
  }

  /** Nobody waits for the answer any more: all of it is brought now. */
  void planAndSend(Claim claim, FollowerAct act, ReplyPlan plan) {
    Instant now = clock.instant();
    if (store.plan(claim.id(), claim.owner(), act, plan, false, now)) {
      send(claim, act, plan.replies(), 0, 0, now);
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.reply.follow-up-interval:500ms}")
  void sweep() {
    for (long id : store.due(clock.instant(), BATCH)) {
      try {
        executor.execute(() -> resume(id));
      } catch (RejectedExecutionException e) {
        log.info("All follow-up threads are busy; the next sweep goes on");
        return;
      }
    }
  }

  private void resume(long id) {
    Instant now = clock.instant();
    Claim claim = new Claim(id, newOwner());
    try {
      store
          .lease(id, claim.owner(), now, now.plus(LEASE))
          .ifPresent(conversation -> resume(claim, conversation));
    } catch (RuntimeException e) {
      log.error("Conversation {} waits for its lease to end", id, e);
    }
  }

  private void resume(Claim claim, ConversationBO conversation) {
    Instant createdAt = conversation.createdAt();
    if (clock.instant().isAfter(createdAt.plus(GIVE_UP_AFTER))) {
      fail(claim, conversation.act(), "it is too late to answer");
    } else if (conversation.source() == null) {
      FollowerAct act = conversation.act();
      ReplyPlan plan = planner.plan(act);
      if (store.plan(claim.id(), claim.owner(), act, plan, false, clock.instant())) {
        send(claim, act, plan.replies(), 0, conversation.attempts(), createdAt);
      }
    } else {
      send(
          claim,
          conversation.act(),
          conversation.reply(),
          conversation.partsBegun(),
          conversation.attempts(),
          createdAt);
    }
  }

  private void send(
      Claim claim,
      FollowerAct act,
      List<Reply> replies,
      int begun,
      int attempts,
      Instant createdAt) {
    String problem = null;
    for (int part = begun; part < replies.size(); part++) {
      if (!store.beginPart(claim.id(), claim.owner(), part, clock.instant().plus(LEASE))) {
        return;
      }
      SendOutcome outcome = service.send(act, replies.get(part));
      count(outcome);
      if (outcome instanceof SendOutcome.NotSent notSent) {
        later(claim, act, part, attempts + 1, notSent.problem(), createdAt);
        return;
      }
      if (outcome instanceof SendOutcome.Refused refused) {
        fail(claim, act, refused.problem());
        return;
      }
      if (outcome instanceof SendOutcome.Misconfigured misconfigured) {
        log.error("Customer-service messages cannot be sent: {}", misconfigured.problem());
        fail(claim, act, misconfigured.problem());
        return;
      }
      if (outcome instanceof SendOutcome.Unknown unknown) {
        problem = "part %d was perhaps not sent: %s".formatted(part + 1, unknown.problem());
      }
    }
    store.settle(claim.id(), claim.owner(), ConversationStatus.DONE, problem, clock.instant());
  }

  private void later(
      Claim claim, FollowerAct act, int part, int attempts, String problem, Instant createdAt) {
    Instant next = clock.instant().plus(PAUSE.multipliedBy(attempts));
    if (attempts >= MAX_ATTEMPTS || next.isAfter(createdAt.plus(GIVE_UP_AFTER))) {
      fail(claim, act, problem);
    } else {
      store.postpone(claim.id(), claim.owner(), part + 1, part, attempts, problem, next);
    }
  }

  private void fail(Claim claim, FollowerAct act, @Nullable String problem) {
    log.warn(
        "The answer {} to {} is given up: {}", claim.id(), Openids.masked(act.openid()), problem);
    store.settle(claim.id(), claim.owner(), ConversationStatus.FAILED, problem, clock.instant());
  }

  private void count(SendOutcome outcome) {
    meters
        .counter(
            "zhaoli.wechat.customer.messages",
            "outcome",
            outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .increment();
  }

  @Override
  public void destroy() {
    executor.shutdown();
  }
}
