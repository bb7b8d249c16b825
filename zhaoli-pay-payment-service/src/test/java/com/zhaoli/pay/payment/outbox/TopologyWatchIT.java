package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.payment.RunningWithBroker;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Binding.DestinationType;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TopologyWatchIT extends RunningWithBroker {
  private static final String QUEUE = Routing.WECHAT_TEMPLATE_QUEUE;
  private static final byte[] FRAME = frame();

  @Autowired private TopologyWatch watch;
  @Autowired private AmqpAdmin admin;
  @Autowired private RabbitTemplate rabbit;

  private static byte[] frame() {
    EventBatchCodec codec = new EventBatchCodec();
    return codec.frame(List.of(codec.encodeMember(Events.of("evt_watch", Instant.now()))));
  }

  @Test
  void aQueueThatWasDeletedWhileTheConnectionLivesIsThereAgain(CapturedOutput output) {
    watch.look();
    assertThat(output).doesNotContain("had been deleted");
    admin.deleteQueue(QUEUE);
    watch.look();
    assertThat(output).contains("ALERT: [" + QUEUE + "] had been deleted");
    assertThatEventsReachTheQueue();
  }

  @Test
  void aBindingThatWasDeletedWhileTheConnectionLivesIsThereAgain() {
    watch.look();
    admin.purgeQueue(QUEUE);
    admin.removeBinding(
        new Binding(QUEUE, DestinationType.QUEUE, Routing.EXCHANGE, Routing.BINDING_KEY, null));
    publish();
    assertThat(rabbit.receive(QUEUE)).as("nothing comes through").isNull();
    watch.look();
    assertThatEventsReachTheQueue();
  }

  private void assertThatEventsReachTheQueue() {
    publish();
    Message message = rabbit.receive(QUEUE, 10_000);
    assertThat(message).isNotNull().extracting(Message::getBody).isEqualTo(FRAME);
  }

  private void publish() {
    rabbit.send(Routing.EXCHANGE, Routing.ROUTING_KEY, MessageBuilder.withBody(FRAME).build());
  }
}
