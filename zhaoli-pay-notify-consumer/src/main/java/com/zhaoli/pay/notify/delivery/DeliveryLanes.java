package com.zhaoli.pay.notify.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
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
 * each target, so that one that hangs takes few threads and soon only one. A call that finds its
 * lane stuck is not begun; the database brings it back.
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
            meters,
            () ->
                new Lane(
                    FIRST, properties.templateConcurrency(), properties.batchPatience(), slow)));
    groups.put(
        TargetKind.WEBHOOK,
        new Group(
            "deliver-webhook-",
            properties.webhookConcurrency(),
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
   * @param work must bound its own time, and not throw
   * @return the call; one that waiting for makes no sense has been taken back already
   */
  Call call(TargetKind kind, String target, Supplier<Delivery> work) {
    return group(kind).call(target, work);
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
    private final Map<String, Lane> lanes =
        Caffeine.newBuilder()
            .maximumSize(MAX_LANES)
            .expireAfterAccess(MEMORY)
            .<String, Lane>build()
            .asMap();

    Group(String name, int threads, MeterRegistry meters, Supplier<Lane> newLane) {
      this.quick = pool(name, threads, meters);
      this.hanging = pool(name + "hanging-", Math.max(1, threads / HANGING_PART), meters);
      this.newLane = newLane;
    }

    Room room(String target) {
      Lane lane = lanes.get(target);
      return lane == null
          ? new Room(newLane.get().room(), BUSY)
          : new Room(lane.capacity(), lane.hangs() ? HANGS : BUSY);
    }

    Call call(String target, Supplier<Delivery> work) {
      Call call = new Call(work);
      List<Call> startable = new ArrayList<>(1);
      // Under the map's lock for this target, so that no lane is removed while something comes in.
      Lane lane =
          lanes.compute(
              target,
              (name, there) -> {
                Lane its = there == null ? newLane.get() : there;
                if (!its.add(call, startable)) {
                  call.takeBack();
                }
                return its;
              });
      startable.forEach(one -> start(target, one, poolOf(lane)));
      return call;
    }

    private ThreadPoolExecutor poolOf(@Nullable Lane lane) {
      return lane != null && lane.hangs() ? hanging : quick;
    }

    private void start(String target, Call call, ThreadPoolExecutor pool) {
      try {
        pool.execute(() -> run(target, call));
      } catch (RejectedExecutionException e) {
        // Full, or stopping. What waits behind it is taken back by its batch, as this is.
        call.takeBack();
        lanes.computeIfPresent(
            target,
            (name, lane) -> {
              lane.notRun(call, new ArrayList<>());
              return lane;
            });
      }
    }

    private void run(String target, Call call) {
      boolean wasRun = call.run() != null;
      List<Call> startable = new ArrayList<>(1);
      Lane left =
          lanes.computeIfPresent(
              target,
              (name, lane) -> {
                if (wasRun) {
                  lane.over(call, startable);
                } else {
                  lane.notRun(call, startable);
                }
                return lane.isAsNew() ? null : lane;
              });
      startable.forEach(one -> start(target, one, poolOf(left)));
    }
  }
}
