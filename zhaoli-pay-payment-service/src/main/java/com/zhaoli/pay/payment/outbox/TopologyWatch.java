package com.zhaoli.pay.payment.outbox;

import com.zhaoli.pay.common.message.Routing;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Declares queues and bindings again now and then. They are declared for each new connection, but
 * one that is deleted while a connection lives would be missing for as long: the broker returns
 * only what no queue takes, so that the events of one work queue's targets would be lost and marked
 * published. A missing queue is an alert; whether a binding was missing cannot be asked.
 */
class TopologyWatch {
  private static final Logger log = LoggerFactory.getLogger(TopologyWatch.class);
  private static final List<String> QUEUES =
      Routing.WORK_QUEUES.stream()
          .flatMap(name -> Stream.of(name, Routing.retryQueue(name), Routing.deadQueue(name)))
          .toList();

  private final AmqpAdmin admin;

  TopologyWatch(AmqpAdmin admin) {
    this.admin = admin;
  }

  @Scheduled(
      fixedDelayString = "${zhaoli.outbox.topology-interval:30s}",
      initialDelayString = "${zhaoli.outbox.topology-interval:30s}")
  void look() {
    try {
      // No answer looks like no queue. With the next connection all are there, or really missing.
      List<String> missing = missingOf(missingOf(QUEUES));
      admin.initialize();
      if (!missing.isEmpty()) {
        log.error(
            "ALERT: {} had been deleted at the broker and are there again; what was in them, and"
                + " what was published since, did not reach their targets",
            missing);
      }
    } catch (AmqpException e) {
      log.debug("the broker cannot be asked for its queues", e);
    }
  }

  private List<String> missingOf(List<String> queues) {
    return queues.stream().filter(name -> admin.getQueueInfo(name) == null).toList();
  }
}
