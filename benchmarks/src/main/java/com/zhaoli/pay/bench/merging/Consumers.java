package com.zhaoli.pay.bench.merging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.Platform.DatabaseLogin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Consumers of the benchmark's queue.
 *
 * @param consumers each with a thread, a channel and connections of its own
 * @param prefetch messages that the broker gives before one is acknowledged
 * @param messages taken and acknowledged at once, at most
 * @param events worked off at once, at most
 */
public record Consumers(int consumers, int prefetch, int messages, int events) {
  private static final long WAIT_MILLIS = 20;
  private static final long LIMIT_SECONDS = 120;

  private record Delivery(long tag, byte[] body) {}

  /** Connections for all consumers, which are not measured. */
  public List<Work> connect(Map<String, String> environment, DatabaseLogin login) {
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < consumers; i++) {
      works.add(new Work(environment, login, "own_bench_" + i));
    }
    return works;
  }

  /** Works off so many events that are in the queue, to the last acknowledgement. */
  public void workOff(BenchQueue queue, int expected, List<Work> works)
      throws InterruptedException {
    AtomicInteger left = new AtomicInteger(expected);
    ExecutorService threads = Executors.newFixedThreadPool(consumers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Work work : works) {
        running.add(threads.submit(() -> run(queue, left, work)));
      }
      for (Future<?> one : running) {
        one.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      throw new BenchFailure("A consumer failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new BenchFailure(left.get() + " events were not worked off in time.", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void run(BenchQueue queue, AtomicInteger left, Work work) {
    BlockingQueue<Delivery> deliveries = new ArrayBlockingQueue<>(prefetch + 1);
    Channel channel = queue.consumerChannel(prefetch);
    try {
      channel.basicConsume(queue.name(), false, into(channel, deliveries));
      while (left.get() > 0) {
        List<Delivery> taken = take(deliveries);
        if (!taken.isEmpty()) {
          left.addAndGet(-workOff(taken, channel, work));
        }
      }
      channel.close();
    } catch (IOException | TimeoutException e) {
      throw new BenchFailure("The broker did not go on.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int workOff(List<Delivery> taken, Channel channel, Work work) throws IOException {
    int done = 0;
    List<Work.Read> group = new ArrayList<>();
    for (Delivery delivery : taken) {
      List<Work.Read> read = work.read(delivery.body());
      if (!group.isEmpty() && group.size() + read.size() > events) {
        work.process(group);
        done += group.size();
        group = new ArrayList<>();
      }
      group.addAll(read);
    }
    work.process(group);
    done += group.size();
    channel.basicAck(taken.get(taken.size() - 1).tag(), messages > 1);
    return done;
  }

  private List<Delivery> take(BlockingQueue<Delivery> deliveries) throws InterruptedException {
    List<Delivery> taken = new ArrayList<>(messages);
    Delivery first = deliveries.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    if (first == null) {
      return taken;
    }
    taken.add(first);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
    while (taken.size() < messages) {
      Delivery next = deliveries.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      taken.add(next);
    }
    return taken;
  }

  private static DefaultConsumer into(Channel channel, BlockingQueue<Delivery> deliveries) {
    return new DefaultConsumer(channel) {
      @Override
      public void handleDelivery(
          String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
          throws IOException {
        try {
          deliveries.put(new Delivery(envelope.getDeliveryTag(), body));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
      }
    };
  }
}
