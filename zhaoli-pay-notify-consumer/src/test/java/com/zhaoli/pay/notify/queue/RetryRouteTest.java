package com.zhaoli.pay.notify.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.Routing;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;

class RetryRouteTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
  private static final byte[] FRAME = {1, 2, 3};

  @Test
  void theQueuesOwnTimeIsUsedWhereItFits() {
    Outgoing retry =
        RetryRoute.after(TargetKind.WEBHOOK, FRAME, "whe_1", 2, Duration.ofSeconds(3), NOW);

    assertThat(retry.queue()).isEqualTo("zhaoli.notify.merchant-webhook.retry");
    assertThat(retry.expirationMillis()).isNull();
    assertThat(retry.headers())
        .isEqualTo(Map.of(Routing.ATTEMPTS_HEADER, 2, Routing.TARGET_HEADER, "whe_1"));
  }

  @Test
  void aShorterIntervalExpiresTheMessageEarlier() {
    assertThat(
            RetryRoute.after(TargetKind.WEBHOOK, FRAME, "whe_1", 1, Duration.ofMillis(500), NOW)
                .expirationMillis())
        .isEqualTo(500);
  }

  @Test
  void aLongerIntervalIsKeptByTheMessageItself() {
    Outgoing retry =
        RetryRoute.after(TargetKind.WEBHOOK, FRAME, "whe_1", 1, Duration.ofSeconds(10), NOW);

    assertThat(retry.expirationMillis()).isNull();
    assertThat(retry.headers()).containsEntry(Routing.NOT_BEFORE_HEADER, 1_010_000L);
  }

  @ParameterizedTest
  @CsvSource({"1000001, 1", "1001500, 1500", "1002999, 2999", "1003000,", "1010000,"})
  void whatComesTooEarlyGoesRoundForTheRestOfItsTime(long notBefore, Long expiration) {
    Outgoing again =
        RetryRoute.early(TargetKind.TEMPLATE_MESSAGE, FRAME, "rcv_1", 3, notBefore, NOW);

    assertThat(again.expirationMillis()).isEqualTo(expiration);
    assertThat(again.headers())
        .containsEntry(Routing.ATTEMPTS_HEADER, 3)
        .containsEntry(Routing.NOT_BEFORE_HEADER, notBefore);
  }

  @Test
  void whatIsWrittenIsReadAgainAndNonsenseCountsAsAbsent() {
    Message message =
        RetryRoute.after(TargetKind.WEBHOOK, FRAME, "whe_1", 4, Duration.ofSeconds(9), NOW)
            .toMessage();

    assertThat(message.getMessageProperties().getDeliveryMode())
        .isEqualTo(MessageDeliveryMode.PERSISTENT);
    assertThat(RetryHeaders.of(message.getMessageProperties()))
        .isEqualTo(new RetryHeaders(4, "whe_1", 1_009_000, null));

    message.getMessageProperties().setHeader(Routing.ATTEMPTS_HEADER, "many");
    message.getMessageProperties().setHeader(Routing.TARGET_HEADER, "a target'; DROP");
    message.getMessageProperties().setHeader(Routing.NOT_BEFORE_HEADER, "soon");
    assertThat(RetryHeaders.of(message.getMessageProperties()))
        .isEqualTo(new RetryHeaders(0, null, 0, null));
  }
}
