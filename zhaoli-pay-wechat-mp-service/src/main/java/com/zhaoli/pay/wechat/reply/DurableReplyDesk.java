package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Service;

/**
 * Works in threads of its own, so that no push waits longer than it may, whatever hangs. An act's
 * row in the database is the claim to answer it; a future decides once between the push that still
 * waits and the follow-up.
 */
@Service
class DurableReplyDesk implements ReplyDesk, DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(DurableReplyDesk.class);

  /** Twice what may be with the chatbot, so that a chatbot that hangs delays no rule. */
  private static final int THREADS_PER_QUESTION = 2;

  private static final int QUEUE = 150;

  private final FollowUps followUps;
  private final ReplyPlanner planner;
  private final ReplyProperties properties;
  private final MeterRegistry meters;
  private final ThreadPoolTaskExecutor executor;

  DurableReplyDesk(
      FollowUps followUps,
      ReplyPlanner planner,
      ReplyProperties properties,
      ChatbotProperties chatbot,
      MeterRegistry meters) {
    this.followUps = followUps;
    this.planner = planner;
    this.properties = properties;
    this.meters = meters;
    this.executor =
        FollowUps.executor("reply-", chatbot.concurrency() * THREADS_PER_QUESTION, QUEUE);
  }

  @Override
  public Optional<Reply> answer(FollowerAct act, Duration within) {
    long start = System.nanoTime();
    CompletableFuture<Boolean> claim = new CompletableFuture<>();
    CompletableFuture<Optional<Reply>> answer = new CompletableFuture<>();
    try {
      executor.execute(() -> work(act, claim, answer));
    } catch (TaskRejectedException e) {
      log.warn("All reply threads are busy");
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    }
    // Before the act is stored, nothing may be answered.
    if (!isOurs(claim, answer, within)) {
      return Optional.empty();
    }
    long wait = Math.min(properties.passiveWait().toNanos(), within.toNanos());
    long left = wait - (System.nanoTime() - start);
    try {
      return answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // Who completes it first decides: we, and the worker sends it; or the worker just now.
      answer.complete(Optional.empty());
      return answer.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.complete(Optional.empty());
      return answer.join();
    }
  }

  @Override
  public void answerLater(FollowerAct act) {
    followUps.claimForSweep(act);
  }

  private static boolean isOurs(
      CompletableFuture<Boolean> claim,
      CompletableFuture<Optional<Reply>> answer,
      Duration within) {
    try {
      return claim.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      answer.complete(Optional.empty());
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.complete(Optional.empty());
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    }
  }

  private void work(
      FollowerAct act,
      CompletableFuture<Boolean> claim,
      CompletableFuture<Optional<Reply>> answer) {
    Optional<FollowUps.Claim> claimed;
    try {
      claimed = followUps.claim(act);
    } catch (RuntimeException e) {
      claim.completeExceptionally(e);
      return;
    }
    claim.complete(claimed.isPresent());
    if (claimed.isEmpty()) {
      return;
    }
    try {
      plan(claimed.get(), act, answer);
    } catch (RuntimeException e) {
      // The row's lease ends, and the follow-up begins anew.
      log.error("Conversation {} could not be answered yet", claimed.get().id(), e);
      answer.complete(Optional.empty());
    }
  }

  private void plan(
      FollowUps.Claim claim, FollowerAct act, CompletableFuture<Optional<Reply>> answer) {
    ReplyPlan plan = planner.plan(act);
    count(act, plan);
    boolean somethingToSay = !plan.replies().isEmpty();
    if (somethingToSay && !answer.isDone() && followUps.planPassive(claim, act, plan)) {
      if (answer.complete(Optional.of(plan.replies().get(0)))) {
        if (plan.replies().size() > 1) {
          followUps.restLater(claim);
        }
        return;
      }
    }
    answer.complete(Optional.empty());
    followUps.planAndSend(claim, act, plan);
  }

  private void count(FollowerAct act, ReplyPlan plan) {
    meters
        .counter(
            "zhaoli.wechat.replies",
            "act",
            act.kind().name().toLowerCase(Locale.ROOT),
            "source",
            plan.source().name().toLowerCase(Locale.ROOT))
        .increment();
  }

  @Override
  public void destroy() {
    executor.shutdown();
  }
}
