package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.account.WechatDay;
import com.zhaoli.pay.wechat.account.WechatRefusal;
import com.zhaoli.pay.wechat.account.WechatSilence;
import com.zhaoli.pay.wechat.follower.internal.SyncRunStore;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Works on syncs, one at a time, on a thread of its own. What another instance left is due when its
 * lease ends, and goes on where it had come to.
 */
@Component
class SyncWorker implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(SyncWorker.class);
  private static final int MAX_RESTARTS = 3;
  private static final int MAY_NOT_CALL = 48001;
  private static final int SHUTDOWN_SECONDS = 10;

  private final SyncRunStore runs;
  private final SyncSteps steps;
  private final Clock clock;

  /** One for all leases of this instance is enough because it has one sync at a time. */
  private final String owner = Ids.withPrefix("fsw_");

  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean closing;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "follower-sync"));

  SyncWorker(SyncRunStore runs, SyncSteps steps, Clock clock) {
    this.runs = runs;
    this.steps = steps;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.follower-sync-sweep-interval:2s}")
  void sweep() {
    if (closing || !busy.compareAndSet(false, true)) {
      return;
    }
    boolean handedOver = false;
    try {
      Instant now = clock.instant();
      for (String runNo : runs.due(now, 1)) {
        if (runs.lease(runNo, owner, now, now.plus(SyncSteps.LEASE)).isPresent()) {
          thread.execute(() -> work(runNo));
          handedOver = true;
        }
      }
    } finally {
      if (!handedOver) {
        busy.set(false);
      }
    }
  }

  private void work(String runNo) {
    try {
      while (!closing && advance(runNo)) {
        // Each round is a page.
      }
      if (closing) {
        runs.find(runNo)
            .ifPresent(
                run -> runs.postpone(runNo, owner, run.attempts(), run.problem(), clock.instant()));
      }
    } catch (RuntimeException e) {
      log.warn("Sync {} is left to its lease: {}", runNo, e.getClass().getSimpleName());
    } finally {
      busy.set(false);
    }
  }

  /** False when there is nothing to do for this worker now. */
  private boolean advance(String runNo) {
    SyncRunBO run = runs.find(runNo).orElseThrow();
    try {
      if (steps.advance(run, owner, () -> !closing)) {
        return true;
      }
      runs.settle(runNo, owner, SyncStatus.DONE, null, clock.instant());
      log.info(
          "Sync {} is done: {} followers, {} found, {} gone",
          runNo,
          run.read(),
          run.found(),
          run.gone());
      return false;
    } catch (SyncSteps.LeaseLost e) {
      log.info("Sync {} goes on elsewhere, or was stopped", runNo);
      return false;
    } catch (WechatRefusal e) {
      return refused(runNo, e.errcode());
    } catch (WechatSilence e) {
      return postpone(runNo, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return postpone(runNo, e.getClass().getSimpleName());
    }
  }

  private boolean refused(String runNo, int errcode) {
    SyncRunBO run = runs.find(runNo).orElseThrow();
    String problem = FollowerErrcodes.inWords(errcode);
    if (errcode == FollowerErrcodes.DAY_IS_USED_UP) {
      Instant tomorrow = WechatDay.next(clock.instant());
      log.warn("Sync {} waits until {}: {}", runNo, tomorrow, problem);
      runs.postpone(runNo, owner, run.attempts(), problem, tomorrow);
      return false;
    }
    if (FollowerErrcodes.mayPass(errcode)) {
      return postpone(runNo, problem);
    }
    if (errcode == MAY_NOT_CALL && run.phase() == SyncPhase.BLACKLIST) {
      log.warn("Sync {} leaves out the block list: {}", runNo, problem);
      steps.skipBlacklist(run, owner);
      return true;
    }
    // The follower at whom the list went on may have left since.
    if (errcode == FollowerErrcodes.INVALID_OPENID
        && !run.position().isEmpty()
        && run.restarts() < MAX_RESTARTS) {
      steps.beginPhaseAgain(run, owner);
      return true;
    }
    return fail(runNo, problem);
  }

  private boolean postpone(String runNo, String problem) {
    SyncRunBO run = runs.find(runNo).orElseThrow();
    int attempts = run.attempts() + 1;
    if (attempts > Retry.MAX_ATTEMPTS) {
      return fail(runNo, problem);
    }
    log.warn("Sync {} waits: {}", runNo, problem);
    runs.postpone(
        runNo, owner, attempts, problem, clock.instant().plus(Retry.pauseAfter(attempts)));
    return false;
  }

  private boolean fail(String runNo, String problem) {
    log.error("Sync {} failed: {}", runNo, problem);
    runs.settle(runNo, owner, SyncStatus.FAILED, problem, clock.instant());
    return false;
  }

  @Override
  public void destroy() throws InterruptedException {
    closing = true;
    thread.shutdown();
    if (!thread.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
      thread.shutdownNow();
    }
  }
}
