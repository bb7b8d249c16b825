package com.zhaoli.pay.notify.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.target.DeliveryOutcome;
import com.zhaoli.pay.notify.target.TargetKind;
import com.zhaoli.pay.notify.target.Told;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

  private static final Delivery NOT_BEGUN =
      new Delivery(Told.of(new DeliveryOutcome.NotBegun()), Instant.EPOCH, Duration.ZERO);

  private final Map<TargetKind, Group> groups = new EnumMap<>(TargetKind.class);

  DeliveryLanes(NotifyProperties properties, MeterRegistry meters) {
    Duration slow = properties.webhookTimeout().dividedBy(2);
    groups.put(
        TargetKind.TEMPLATE_MESSAGE,
        new Group(
            pool("deliver-template-", properties.templateConcurrency(), meters),
            () ->
                new Lane(
                    FIRST, properties.templateConcurrency(), properties.batchPatience(), slow)));
    groups.put(
        TargetKind.WEBHOOK,
        new Group(
            pool("deliver-webhook-", properties.webhookConcurrency(), meters),
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

  /** How many more calls a target may get now. */
  public int room(TargetKind kind, String target) {
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
    groups.values().forEach(group -> group.pool.shutdown());
    for (Group group : groups.values()) {
      if (!group.pool.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        group.pool.shutdownNow();
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

  /** The lanes of one kind, in one pool. */
  private static final class Group {
    private final ThreadPoolExecutor pool;
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

    Group(ThreadPoolExecutor pool, Supplier<Lane> newLane) {
      this.pool = pool;
      this.newLane = newLane;
    }

    int room(String target) {
      Lane lane = lanes.get(target);
      return lane == null ? newLane.get().room() : lane.room();
    }

    Call call(String target, Supplier<Delivery> work) {
      Call call = new Call(work);
      List<Call> startable = new ArrayList<>(1);
      // Under the map's lock for this target, so that no lane is removed while something comes in.
      lanes.compute(
          target,
          (name, there) -> {
            Lane lane = there == null ? newLane.get() : there;
            if (!lane.add(call, startable)) {
              call.takeBack();
            }
            return lane;
          });
      startable.forEach(one -> start(target, one));
      return call;
    }

    private void start(String target, Call call) {
      try {
        pool.execute(() -> run(target, call));
      } catch (RejectedExecutionException e) {
        // Full, or stopping. What waits behind it is taken back by its batch.
        lanes.computeIfPresent(
            target,
            (name, lane) -> {
              lane.notRun(call);
              return lane;
            });
        call.refuse(NOT_BEGUN);
      }
    }

    private void run(String target, Call call) {
      DeliveryOutcome outcome = call.run().told().outcome();
      List<Call> startable = new ArrayList<>(1);
      lanes.computeIfPresent(
          target,
          (name, lane) -> {
            lane.over(call, outcome, startable);
            return lane.isAsNew() ? null : lane;
          });
      startable.forEach(one -> start(target, one));
    }
  }
}
