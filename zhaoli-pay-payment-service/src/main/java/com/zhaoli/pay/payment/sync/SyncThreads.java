package com.zhaoli.pay.payment.sync;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks each channel several questions at a time, but never more than it has threads. Each has its
 * own, so that one that hangs holds nobody else up.
 */
@Component
class SyncThreads {
  private static final Logger log = LoggerFactory.getLogger(SyncThreads.class);
  private static final int THREADS = 8;

  /** Beside each other: orders and refunds of one channel. */
  private static final int DRIVERS = 2;

  private final Map<String, Lane> lanes = new TreeMap<>();

  SyncThreads(ChannelRegistry channels) {
    for (PaymentChannel channel : channels.all()) {
      lanes.put(channel.channel().name(), new Lane(channel.channel()));
    }
  }

  private static final class Lane {
    private final Channel channel;
    private final ExecutorService drivers;
    private final ExecutorService threads;
    private final AtomicBoolean orders = new AtomicBoolean();
    private final AtomicBoolean refunds = new AtomicBoolean();

    Lane(Channel channel) {
      this.channel = channel;
      this.drivers = Executors.newFixedThreadPool(DRIVERS, task -> daemon(task, channel));
      this.threads = Executors.newFixedThreadPool(THREADS, task -> daemon(task, channel));
    }

    private static Thread daemon(Runnable task, Channel channel) {
      Thread thread = new Thread(task, "payment-sync-" + channel);
      thread.setDaemon(true);
      return thread;
    }

    /** Runs it beside the other lanes, unless the same still runs. */
    private void drive(AtomicBoolean running, Runnable work) {
      if (!running.compareAndSet(false, true)) {
        return;
      }
      drivers.execute(
          () -> {
            try {
              work.run();
            } catch (RuntimeException e) {
              log.error("a sweep of {} ended early; what is due stays due", channel, e);
            } finally {
              running.set(false);
            }
          });
    }
  }

  /** All channels, in the order of their names. */
  List<Channel> channels() {
    return lanes.values().stream().map(lane -> lane.channel).toList();
  }

  /** Sweeps the orders of all channels beside each other, without waiting. */
  void driveOrders(Consumer<Channel> sweep) {
    lanes.values().forEach(lane -> lane.drive(lane.orders, () -> sweep.accept(lane.channel)));
  }

  /** Sweeps the refunds of all channels beside each other, without waiting. */
  void driveRefunds(Consumer<Channel> sweep) {
    lanes.values().forEach(lane -> lane.drive(lane.refunds, () -> sweep.accept(lane.channel)));
  }

  /** An answer for each; {@code failed} for one whose question threw, which stays due. */
  <T, A> List<A> askAll(Channel channel, List<T> due, Function<T, A> question, A failed) {
    Lane lane = lanes.get(channel.name());
    if (lane == null || due.isEmpty()) {
      return List.of();
    }
    List<Callable<A>> questions = new ArrayList<>();
    for (T one : due) {
      questions.add(() -> question.apply(one));
    }
    List<A> answers = new ArrayList<>();
    try {
      for (Future<A> future : lane.threads.invokeAll(questions)) {
        answers.add(answerOf(future, failed));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answers;
  }

  private static <A> A answerOf(Future<A> future, A failed) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      log.error("it could not be synced and stays due", e.getCause());
      return failed;
    }
  }

  @PreDestroy
  void close() {
    for (Lane lane : lanes.values()) {
      lane.drivers.shutdownNow();
      lane.threads.shutdownNow();
    }
  }
}
