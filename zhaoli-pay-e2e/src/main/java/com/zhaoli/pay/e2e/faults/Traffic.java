package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.StepFailure;
import com.zhaoli.pay.e2e.faults.plan.Act;
import com.zhaoli.pay.e2e.faults.plan.Beat;
import com.zhaoli.pay.e2e.faults.plan.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Plays all stories at their times, each on its own and as many at once as there are. */
final class Traffic implements AutoCloseable {
  private static final int THREADS = 256;
  private static final int QUEUE = 100_000;

  private final ThreadPoolExecutor threads;
  private final Function<Story, StoryPlayer> players;

  Traffic(Function<Story, StoryPlayer> players) {
    this.players = players;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            task -> {
              Thread thread = new Thread(task, "traffic-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Begins all stories; done when all have ended. */
  CompletableFuture<Void> play(List<Story> stories) {
    List<CompletableFuture<Void>> plays = new ArrayList<>();
    stories.forEach(story -> plays.add(play(story)));
    return CompletableFuture.allOf(plays.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> play(Story story) {
    StoryPlayer player = players.apply(story);
    CompletableFuture<Void> play = createIt(story, player);
    for (Beat beat : story.beats()) {
      play = play.thenCompose(before -> playBeat(player, beat));
    }
    return play;
  }

  private CompletableFuture<Void> createIt(Story story, StoryPlayer player) {
    List<CompletableFuture<Void>> copies = new ArrayList<>();
    for (int copy = 0; copy < story.copies(); copy++) {
      copies.add(CompletableFuture.runAsync(player::create, after(story.atMillis())));
    }
    return CompletableFuture.allOf(copies.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> playBeat(StoryPlayer player, Beat beat) {
    List<CompletableFuture<Void>> acts = new ArrayList<>();
    for (Act act : beat.acts()) {
      int copies = act instanceof Act.Refund refund ? refund.copies() : 1;
      for (int copy = 0; copy < copies; copy++) {
        acts.add(CompletableFuture.runAsync(() -> player.act(act), after(beat.afterMillis())));
      }
    }
    return CompletableFuture.allOf(acts.toArray(CompletableFuture[]::new));
  }

  private Executor after(long millis) {
    return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, threads);
  }

  /**
   * Waits for the end of what {@link #play} began.
   *
   * @throws StepFailure when it does not end in time, or a story could not be played
   */
  static void await(CompletableFuture<Void> play, Duration limit) {
    try {
      play.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new StepFailure("A story could not be played: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new StepFailure("The stories did not end within " + limit.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailure("Interrupted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
