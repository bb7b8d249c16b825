package com.zhaoli.pay.notify.queue;

import com.zhaoli.pay.notify.delivery.Patience;
import com.zhaoli.pay.notify.settings.DispatchMode;
import java.util.List;
import org.springframework.amqp.AmqpException;
import org.springframework.stereotype.Component;

/** Publishes until all is confirmed, or the service stops. */
@Component
@DispatchMode.Rabbit
class Republisher {
  private final ConfirmedPublisher publisher;

  Republisher(ConfirmedPublisher publisher) {
    this.publisher = publisher;
  }

  /**
   * @throws Patience.ExhaustedException when the service stops first
   */
  void publishAll(List<Outgoing> messages, Patience patience) {
    if (messages.isEmpty()) {
      return;
    }
    Rest rest = new Rest(messages);
    patience.until(
        "publish retries and dead letters",
        () -> {
          rest.messages = publisher.publish(rest.messages);
          if (!rest.messages.isEmpty()) {
            throw new UnconfirmedException(rest.messages.size());
          }
        });
  }

  private static final class Rest {
    private List<Outgoing> messages;

    Rest(List<Outgoing> messages) {
      this.messages = messages;
    }
  }

  private static final class UnconfirmedException extends AmqpException {
    private static final long serialVersionUID = 1L;

    UnconfirmedException(int messages) {
      super(messages + " messages were not confirmed by the broker");
    }
  }
}
