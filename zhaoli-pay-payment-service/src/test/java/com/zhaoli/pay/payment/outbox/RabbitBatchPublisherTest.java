package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.invocation.InvocationOnMock;
import org.mockito.stubbing.Stubber;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

class RabbitBatchPublisherTest {
  private static final byte[] FRAME = {1};

  private final RabbitTemplate rabbit = mock(RabbitTemplate.class);
  private final AtomicLong nanos = new AtomicLong();
  private final List<CorrelationData> sent = new ArrayList<>();
  private final RabbitBatchPublisher publisher = new RabbitBatchPublisher(rabbit, nanos::get);

  @BeforeEach
  void whatIsSentIsKept() {
    broker(doAnswer(this::keep));
  }

  @Test
  void onlyTheBrokersConfirmMakesABatchPublished() {
    CompletableFuture<Void> taken = publisher.publish(FRAME, null);
    CompletableFuture<Void> refused = publisher.publish(FRAME, null);
    assertThat(taken).isNotDone();
    sent.get(0).getFuture().complete(new CorrelationData.Confirm(true, null));
    sent.get(1).getFuture().complete(new CorrelationData.Confirm(false, "channel closed"));
    assertThat(taken).isCompleted();
    assertThat(refused).isCompletedExceptionally();
  }

  @Test
  void confirmsThatNeverComeAreNotRememberedForEver() {
    CompletableFuture<Void> first = publisher.publish(FRAME, null);
    when(rabbit.getUnconfirmed(anyLong()))
        .thenAnswer(
            call -> {
              assertThat(call.<Long>getArgument(0)).isEqualTo(Duration.ofMinutes(5).toMillis());
              return List.of(sent.get(0));
            });
    CompletableFuture<Void> second = publisher.publish(FRAME, null);
    assertThat(first).as("looked after only now and then").isNotDone();
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    CompletableFuture<Void> last = publisher.publish(FRAME, null);
    assertThat(first).isCompletedExceptionally();
    assertThat(List.of(second, last)).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void aBrokerThatIsAwayIsTriedFourTimesASecondHoweverManyBatchesThereAre() {
    AmqpConnectException away = away();
    AtomicInteger tries = new AtomicInteger();
    broker(
        doAnswer(
            call -> {
              tries.incrementAndGet();
              throw away;
            }));
    for (int millis = 0; millis < 1_000; millis += 10) {
      assertThat(publisher.publish(FRAME, null))
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .withCause(away);
      nanos.addAndGet(Duration.ofMillis(10).toNanos());
    }
    assertThat(tries).as("one more for the first").hasValue(5);
  }

  @Test
  void aPauseBeginsWhenATryIsOverHoweverLongItHung() {
    broker(doAnswer(this::hang).doAnswer(this::hang).doAnswer(this::keep));
    twoBatchesFail();
    assertThat(publisher.publish(FRAME, null)).isCompletedExceptionally();
    assertThat(sent).isEmpty();
  }

  @Test
  void oneFailureAloneMakesNoBatchWaitAsOftenAsTheBrokerTakesOneBetween() {
    broker(doThrow(away()).doAnswer(this::keep).doThrow(away()).doAnswer(this::keep));
    for (int time = 1; time <= 2; time++) {
      assertThat(publisher.publish(FRAME, null)).isCompletedExceptionally();
      assertThat(publisher.publish(FRAME, null)).isNotDone();
      assertThat(sent).hasSize(time);
    }
  }

  @Test
  void theFirstBatchThatTheBrokerTakesEndsThePause() {
    broker(doThrow(away(), away()).doAnswer(this::keep));
    twoBatchesFail();
    assertThat(publisher.publish(FRAME, null)).isCompletedExceptionally();
    assertThat(sent).as("given to the broker during the pause").isEmpty();
    nanos.addAndGet(Duration.ofMillis(250).toNanos());
    assertThat(List.of(publisher.publish(FRAME, null), publisher.publish(FRAME, null)))
        .noneMatch(CompletableFuture::isDone);
    assertThat(sent).hasSize(2);
  }

  @Test
  void aFailureThatIsOlderThanAnothersSuccessPausesNobody() {
    broker(
        doThrow(away())
            .doAnswer(
                call -> {
                  // While this one fails, another thread's batch is taken.
                  assertThat(publisher.publish(FRAME, null)).isNotDone();
                  throw away();
                })
            .doAnswer(this::keep));
    twoBatchesFail();
    assertThat(publisher.publish(FRAME, null)).isNotDone();
    assertThat(sent).hasSize(2);
  }

  /** What the broker does with what it is given, one after the other. */
  private void broker(Stubber does) {
    does.when(rabbit)
        .send(anyString(), anyString(), any(Message.class), any(CorrelationData.class));
  }

  private void twoBatchesFail() {
    assertThat(List.of(publisher.publish(FRAME, null), publisher.publish(FRAME, null)))
        .allMatch(CompletableFuture::isCompletedExceptionally);
  }

  private Object keep(InvocationOnMock call) {
    return sent.add(call.getArgument(3));
  }

  private Object hang(InvocationOnMock call) {
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    throw away();
  }

  private static AmqpConnectException away() {
    return new AmqpConnectException(new ConnectException("refused"));
  }
}
