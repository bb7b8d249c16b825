package com.zhaoli.pay.notify.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.target.Room;
import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Where targets are called: a bounded pool of threads for each kind, and in it a {@link Lane} for
 * each target, so that one that hangs takes few threads and soon only one, and a {@link Share} for
 * each merchant, so that one with many slow targets leaves threads to the others. A call that finds
 * its lane stuck is not begun; the database brings it back.
 */
@Component
@DependsOn("notificationLog")
public class DeliveryLanes implements DisposableBean {
  /** Batches take back what they did not wait for, so this is no more than they hold. */
  private static final int QUEUE = 10_000;

  /** Calls at a time to a target of which nothing is known. */
  private static final int FIRST = 4;

  private static final int MAX_LANES = 100_000;

  /** How long it is remembered what a target takes after the last call to it. */
  private static final Duration MEMORY = Duration.ofMinutes(10);

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);

  /** A call that takes longer than this part of its time-out counts as hanging. */
  private static final int SLOW_PART = 5;

  /** The part of a kind's threads that targets get which hang. */
  private static final int HANGING_PART = 4;

  /** When to look again at a target that has no room: one that answers will have some at once. */
  private static final Duration BUSY = Duration.ofMillis(100);

  private static final Duration HANGS = Duration.ofSeconds(1);

  private final Map<TargetKind, Group> groups = new EnumMap<>(TargetKind.class);

  DeliveryLanes(NotifyProperties properties, MeterRegistry meters) {
    Duration slow = properties.webhookTimeout().dividedBy(SLOW_PART);
    groups.put(
        TargetKind.TEMPLATE_MESSAGE,
        new Group(
            "deliver-template-",
            properties.templateConcurrency(),
            properties.templateConcurrency(),
            meters,
            () ->
                new Lane(
                    FIRST, properties.templateConcurrency(), properties.batchPatience(), slow)));
    groups.put(
        TargetKind.WEBHOOK,
        new Group(
            "deliver-webhook-",
            properties.webhookConcurrency(),
            properties.merchantConcurrency(),
            meters,
            () ->
                new Lane(
                    FIRST, properties.endpointConcurrency(), properties.batchPatience(), slow)));
    groups.forEach(
        (kind, group) ->
            Gauge.builder("zhaoli.notify.lanes", group.lanes, Map::size)
                .description("Targets that were called lately")
                .tag("target", kind.name())
                .register(meters));
  }

  /**
   * Calls a target as soon as its lane has room.
   *
   * @param merchantNo whose target it is
   * @param work must bound its own time, and not throw
   * @return the call; one that waiting for makes no sense has been taken back already
   */
  Call call(TargetKind kind, String merchantNo, String target, Supplier<Delivery> work) {
    return group(kind).call(merchantNo, target, work);
  }

  /** How many more calls a target may get now, so that none of them waits for long. */
  Room room(TargetKind kind, String target) {
    return group(kind).room(target);
  }

  private Group group(TargetKind kind) {
    Group group = groups.get(kind);
    if (group == null) {
      throw new IllegalStateException("no lanes for " + kind);
    }
    return group;
  }

  @Override
  public void destroy() throws InterruptedException {
    List<ThreadPoolExecutor> pools =
        groups.values().stream().flatMap(group -> Stream.of(group.quick, group.hanging)).toList();
    pools.forEach(ThreadPoolExecutor::shutdown);
    long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
    for (ThreadPoolExecutor pool : pools) {
      if (!pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        pool.shutdownNow();
      }
    }
  }

  private static ThreadPoolExecutor pool(String name, int threads, MeterRegistry meters) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            new CustomizableThreadFactory(name));
    pool.allowCoreThreadTimeOut(true);
    new ExecutorServiceMetrics(pool, name + "pool", "zhaoli.notify", List.of()).bindTo(meters);
    return pool;
  }

  /**
   * The lanes of one kind. Targets that hang have threads of their own: however many they are, the
   * others keep theirs.
   */
  private static final class Group {
    private final ThreadPoolExecutor quick;
    private final ThreadPoolExecutor hanging;
    private final Supplier<Lane> newLane;

    /**
     * One that is forgotten is only begun anew: who is called at the moment is called all the same.
     */
    private final Map<String, Own> lanes =
        Caffeine.newBuilder()
            .maximumSize(MAX_LANES)
            .expireAfterAccess(MEMORY)
            .<String, Own>build()
            .asMap();

    /** One is there as long as a lane or a call has it, so that no thread is counted twice. */
    private final LoadingCache<String, Share<Turn>> shares;

    Group(
        String name,
        int threads,
        int merchantThreads,
        MeterRegistry meters,
        Supplier<Lane> newLane) {
      this.quick = pool(name, threads, meters);
      this.hanging = pool(name + "hanging-", Math.max(1, threads / HANGING_PART), meters);
      this.newLane = newLane;
      this.shares =
          Caffeine.newBuilder().weakValues().build(merchantNo -> new Share<>(merchantThreads));
    }

    Room room(String target) {
      Own own = lanes.get(target);
      if (own == null) {
        return new Room(newLane.get().room(), BUSY);
      }
      Lane lane = own.lane();
      boolean hangs = lane.hangs();
      int calls = lane.capacity();
      return new Room(
          hangs ? calls : Math.min(calls, own.share().capacity(lane.turns())),
          hangs ? HANGS : BUSY);
    }

    Call call(String merchantNo, String target, Supplier<Delivery> work) {
      Call call = new Call(work);
      List<Call> startable = new ArrayList<>(1);
      // Under the map's lock for this target, so that no lane is removed while something comes in.
      Own own =
          lanes.compute(
              target,
              (name, there) -> {
                Own its = there == null ? new Own(newLane.get(), shares.get(merchantNo)) : there;
                if (!its.hasRoom() || !its.lane().add(call, startable)) {
                  call.takeBack();
                }
                return its;
              });
      begin(target, own, startable);
      return call;
    }

    /** Their turn in their lane has come: threads for those that hang, or of the merchant's own. */
    private void begin(String target, Own own, List<Call> startable) {
      for (Call call : startable) {
        if (own.lane().hangs()) {
          execute(new Turn(target, call, null));
        } else {
          Turn turn = new Turn(target, call, own.share());
          if (own.share().take(turn)) {
            execute(turn);
          }
        }
      }
    }

    private void execute(@Nullable Turn first) {
      Turn turn = first;
      while (turn != null && !isExecuted(turn)) {
        turn = turn.giveBack();
      }
    }

    private boolean isExecuted(Turn turn) {
      try {
        (turn.share() == null ? hanging : quick).execute(() -> run(turn));
        return true;
      } catch (RejectedExecutionException e) {
        // Full, or stopping. What waits behind it is taken back by its batch, as this is.
        turn.call().takeBack();
        lanes.computeIfPresent(
            turn.target(),
            (name, own) -> {
              own.lane().notBegun(turn.call());
              return own;
            });
        return false;
      }
    }

    private void run(Turn turn) {
      boolean wasRun = true;
      try {
        wasRun = turn.call().run() != null;
      } finally {
        over(turn, wasRun);
      }
    }

    private void over(Turn turn, boolean wasRun) {
      List<Call> startable = new ArrayList<>(1);
      Own left =
          lanes.computeIfPresent(
              turn.target(),
              (name, own) -> {
                if (wasRun) {
                  own.lane().over(turn.call(), startable);
                } else {
                  own.lane().notRun(turn.call(), startable);
                }
                // Where its merchant's share is taken, the lane is what says so to the poller.
                return own.lane().isAsNew() && own.share().capacity(1) > 0 ? null : own;
              });
      // First the merchant's other targets that wait, or the quickest would take all of its share.
      execute(turn.giveBack());
      if (left != null) {
        begin(turn.target(), left, startable);
      }
    }
  }

  /** A target's lane, and the share that its calls take. */
  private record Own(Lane lane, Share<Turn> share) {

    /**
     * Whether one more call finds a thread of its merchant's before a batch is tired of waiting.
     */
    boolean hasRoom() {
      return lane.hangs() || share.capacity(lane.turns()) > 0;
    }
  }

  /**
   * A call whose turn in its lane has come.
   *
   * @param share whose thread it takes; null for one of those for targets that hang
   */
  private record Turn(String target, Call call, @Nullable Share<Turn> share) {

    /** Who has its thread now, if anybody. */
    @Nullable Turn giveBack() {
      return share == null ? null : share.giveBack();
    }
  }
}
