package com.zhaoli.pay.wechat.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTest {
  private static final Instant BEGUN = Instant.parse("2026-11-27T08:00:00Z");
  private static final Instant NOW = BEGUN.plusSeconds(1);
  private static final Instant GIVE_UP = BEGUN.plus(Duration.ofHours(36));
  private static final SendOutcome BUSY = new SendOutcome.NotSent(-1, "busy");
  private static final SendOutcome LOST = new SendOutcome.Unknown("SocketTimeoutException");
  private static final SendOutcome NO_TEMPLATE = new SendOutcome.Misconfigured(40037, "no");

  @Test
  void whatWechatTookOrWillNeverTakeIsTheEnd() {
    Settlement sent = settle(1, BEGUN, new SendOutcome.Accepted("3001"), null);
    Settlement refused = settle(1, BEGUN, new SendOutcome.Refused(43004, "left"), null);

    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    assertThat(sent.wechatMsgId()).isEqualTo("3001");
    assertThat(sent.nextAttemptAt()).isNull();
    assertThat(refused.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(refused.nextAttemptAt()).isNull();
    assertThat(refused.givesUp()).isFalse();
  }

  @Test
  void aMessageWhoseNumberIsNotKnownWaitsForItsReportSoLong() {
    Settlement sent = settle(2, BEGUN, new SendOutcome.Accepted(null), null);

    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    assertThat(sent.problem()).contains("45065");
    assertThat(sent.nextAttemptAt()).isEqualTo(NOW.plus(Settlement.REPORTED_WITHIN));
    assertThat(sent.givesUp()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1,5", "2,10", "3,20", "7,320", "8,600", "100,600"})
  void theMoreOftenAMessageWasNotSentTheLongerItWaits(int attempts, int seconds) {
    Settlement settlement = settle(attempts, BEGUN, BUSY, null);

    assertThat(settlement.status()).isEqualTo(MessageStatus.NOT_SENT);
    assertThat(settlement.forgetsFirst()).isTrue();
    assertThat(settlement.nextAttemptAt()).isEqualTo(NOW.plusSeconds(seconds));
  }

  @Test
  void aFaultOfOursIsTriedAgainInMinutes() {
    Settlement settlement = settle(1, BEGUN, NO_TEMPLATE, null);

    assertThat(settlement.status()).isEqualTo(MessageStatus.MISCONFIGURED);
    assertThat(settlement.nextAttemptAt()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void whatIsNotSentInTimeIsGivenUpAndSaysSo() {
    Settlement settlement =
        Settlement.of(
            message(5, BEGUN, BEGUN.plusSeconds(10)), BEGUN, BUSY, BEGUN.plusSeconds(9), null);

    assertThat(settlement.status()).isEqualTo(MessageStatus.NOT_SENT);
    assertThat(settlement.nextAttemptAt()).isNull();
    assertThat(settlement.givesUp()).isTrue();
  }

  @Test
  void aUsedUpQuotaLetsTheMessageWaitForItsEnd() {
    Instant midnight = Instant.parse("2026-11-27T16:00:00Z");

    assertThat(settle(1, BEGUN, BUSY, midnight).nextAttemptAt()).isEqualTo(midnight);
  }

  @Test
  void anAttemptThatWasNotSentLeavesAnEarlierOneUnknown() {
    Instant earlier = BEGUN.minus(Duration.ofMinutes(5));

    for (SendOutcome outcome : new SendOutcome[] {BUSY, NO_TEMPLATE, LOST}) {
      Settlement settlement = settle(2, earlier, outcome, null);
      assertThat(settlement.status()).isEqualTo(MessageStatus.UNKNOWN);
      assertThat(settlement.forgetsFirst()).isFalse();
      assertThat(settlement.nextAttemptAt()).isBeforeOrEqualTo(earlier.plus(Settlement.GUARD));
    }
  }

  @Test
  void anUnknownMessageIsLookedAtWhenItsGuardEndsAtTheLatest() {
    Instant earlier = BEGUN.minus(Settlement.GUARD).plusSeconds(3);
    Instant midnight = Instant.parse("2026-11-27T16:00:00Z");

    assertThat(settle(9, earlier, LOST, null).nextAttemptAt())
        .isEqualTo(earlier.plus(Settlement.GUARD));
    assertThat(settle(9, earlier, BUSY, midnight).nextAttemptAt())
        .isEqualTo(earlier.plus(Settlement.GUARD));
  }

  private static Settlement settle(
      int attempts, Instant first, SendOutcome outcome, @Nullable Instant stoppedUntil) {
    return Settlement.of(message(attempts, first, GIVE_UP), BEGUN, outcome, NOW, stoppedUntil);
  }

  private static TemplateMessageBO message(int attempts, Instant first, Instant giveUpAt) {
    return new TemplateMessageBO(
        "tpl_1",
        "wx1",
        MessageScene.PAYMENT_RESULT,
        "evt_1",
        "o1",
        Map.of(),
        MessageStatus.SENDING,
        attempts,
        "tpl_1",
        0,
        first,
        null,
        giveUpAt,
        null,
        null,
        null,
        null,
        BEGUN,
        BEGUN);
  }
}
