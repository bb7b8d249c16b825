package com.zhaoli.pay.notify.queue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import com.zhaoli.pay.notify.delivery.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;

/**
 * What all consumers of ours share: while a server is away the batch waits in our hands; an error
 * of our own gives the messages back one by one, slowly, so that the broker counts each delivery
 * and parks at last what nobody can work off.
 */
abstract class BatchListener implements ChannelAwareBatchMessageListener {
  private static final Logger log = LoggerFactory.getLogger(BatchListener.class);
  private static final double NANOS = 1e9;
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

  /** Batches in our hands, by their consumer's thread, and since when. */
  private final Map<Thread, Long> inHand = new ConcurrentHashMap<>();

  private volatile boolean stopping;
  private final Patience patience = new Patience(() -> stopping);

  /** From now on no step is repeated. */
  final void stopSoon() {
    stopping = true;
  }

  final void beginAnew() {
    stopping = false;
  }

  /** Handles the messages and acknowledges them. */
  abstract void work(List<Message> messages, Channel channel, Patience patience) throws IOException;

  @Override
  public final void onMessageBatch(List<Message> messages, @Nullable Channel channel) {
    if (channel == null) {
      throw new IllegalStateException("the container gave no channel to acknowledge on");
    }
    inHand.put(Thread.currentThread(), System.nanoTime());
    try {
      work(messages, channel, patience);
    } catch (Patience.ExhaustedException e) {
      // Not acknowledged: with the channel's end the broker gives them to another consumer.
      log.info("Stopped with {} messages unfinished; another consumer gets them", messages.size());
    } catch (IOException | ShutdownSignalException e) {
      log.warn("The broker did not take an acknowledgement; the messages come again", e);
    } catch (RuntimeException e) {
      log.error("{} messages could not be worked off and are given back", messages.size(), e);
      giveBack(messages, channel);
    } finally {
      inHand.remove(Thread.currentThread());
    }
  }

  /** For how many seconds the oldest batch has been in our hands, not acknowledged; 0 for none. */
  final double secondsInHand() {
    long now = System.nanoTime();
    return inHand.values().stream().mapToLong(since -> now - since).max().orElse(0) / NANOS;
  }

  private void giveBack(List<Message> messages, Channel channel) {
    try {
      for (long waited = 0; waited < PAUSE_AFTER_ERROR.toMillis() && !stopping; waited += 50) {
        Thread.sleep(50);
      }
      // Singly: the broker counts towards the delivery limit only what is rejected by itself.
      for (Message message : messages) {
        channel.basicReject(message.getMessageProperties().getDeliveryTag(), true);
      }
    } catch (IOException | ShutdownSignalException e) {
      log.warn("The messages could not be given back; they come again with the channel's end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
