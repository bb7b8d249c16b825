package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.claim.ClaimDecision;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.log.LogEntry;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.log.NotificationStatus;
import com.zhaoli.pay.notify.log.RowClaim;
import com.zhaoli.pay.notify.log.RowSettlement;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** What the broker brings is claimed as if all of it were new, and what is not is found then. */
class NewClaimsIT {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private static NotifyService service;
  private static NotificationLog log;

  @BeforeAll
  static void itRuns() {
    service = NotifyService.start(new Outside(), "zhaoli_notify_new", NotifyService.rabbit());
    log = service.bean(NotificationLog.class);
  }

  @AfterAll
  static void itEnds() {
    service.close();
  }

  private static List<LogEntry> entries(int number) {
    List<LogEntry> entries = new ArrayList<>(number);
    for (int i = 0; i < number; i++) {
      PaymentEvent event = Events.succeeded("mch_new", null);
      entries.add(
          new LogEntry(
              new ClaimKey(event.paymentNo(), event.eventId(), "whe_new", 0),
              TargetKind.WEBHOOK,
              event.merchantNo(),
              event.type(),
              new EventBatchCodec().encodeMember(event),
              0));
    }
    return entries;
  }

  private static RowClaim of(Map<ClaimKey, RowClaim> claims, LogEntry entry) {
    return Objects.requireNonNull(claims.get(entry.key()));
  }

  private static void assertAllHeld(String owner, Map<ClaimKey, RowClaim> claims) {
    for (RowClaim claim : claims.values()) {
      assertThat(claim.decision()).isEqualTo(new ClaimDecision.Claimed());
    }
    assertThat(
            service
                .jdbc()
                .queryForList(
                    "SELECT notification_no FROM notification WHERE owner = ?"
                        + " AND status = 'DELIVERING' AND lease_until > UTC_TIMESTAMP(3)"
                        + " AND payload IS NOT NULL AND due_at IS NULL AND attempts = 0",
                    String.class,
                    owner))
        .containsExactlyInAnyOrderElementsOf(
            claims.values().stream().map(RowClaim::notificationNo).toList());
  }

  @Test
  void whatIsNewIsHeldWithAllThatItsDeliveryNeeds() {
    List<LogEntry> entries = entries(600);

    Map<ClaimKey, RowClaim> claims = log.claimNew("own_new", LEASE, entries);

    assertThat(claims.keySet())
        .containsExactlyInAnyOrderElementsOf(entries.stream().map(LogEntry::key).toList());
    assertAllHeld("own_new", claims);
    LogEntry one = entries.get(0);
    Map<String, Object> row =
        service
            .jdbc()
            .queryForMap(
                "SELECT * FROM notification WHERE notification_no = ?",
                of(claims, one).notificationNo());
    assertThat(row)
        .containsEntry("payment_no", one.key().paymentNo())
        .containsEntry("event_id", one.key().eventId())
        .containsEntry("target", "whe_new")
        .containsEntry("merchant_no", "mch_new")
        .containsEntry("event_type", "payment.succeeded")
        .containsEntry("payload", one.payload());
  }

  @Test
  void ofABatchWithOneThatIsDeliveredAndOneThatAnotherHasTheRestIsHeld() {
    List<LogEntry> entries = entries(300);
    LogEntry done = entries.get(7);
    LogEntry others = entries.get(211);
    RowClaim first = of(log.claimNew("own_before", LEASE, List.of(done)), done);
    log.settle(
        "own_before",
        List.of(
            new RowSettlement(
                first.notificationNo(), NotificationStatus.DELIVERED, 1, 200, null, null)));
    log.claimNew("own_other", LEASE, List.of(others));

    Map<ClaimKey, RowClaim> claims = log.claimNew("own_rest", LEASE, entries);

    assertThat(of(claims, done).decision()).isEqualTo(new ClaimDecision.Done());
    assertThat(of(claims, others).decision()).isEqualTo(new ClaimDecision.Held());
    claims.remove(done.key());
    claims.remove(others.key());
    assertThat(claims).hasSize(298);
    assertAllHeld("own_rest", claims);
  }

  @Test
  void aClaimWhoseAnswerWasLostIsRepeatedAndHasTheSameRows() {
    List<LogEntry> entries = entries(40);
    Map<ClaimKey, RowClaim> first = log.claimNew("own_twice", LEASE, entries);

    Map<ClaimKey, RowClaim> second = log.claimNew("own_twice", LEASE, entries);

    assertThat(second).isEqualTo(first);
    assertAllHeld("own_twice", second);
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingOfItsBatchIsThere() {
    List<LogEntry> entries = entries(20);
    LogEntry fits = entries.get(0);
    entries.add(
        new LogEntry(
            new ClaimKey(fits.key().paymentNo(), fits.key().eventId(), "w".repeat(65), 0),
            fits.kind(),
            fits.merchantNo(),
            fits.type(),
            fits.payload(),
            0));

    assertThatThrownBy(() -> log.claimNew("own_long", LEASE, entries))
        .isInstanceOf(DataIntegrityViolationException.class);

    assertThat(
            service
                .jdbc()
                .queryForObject(
                    "SELECT COUNT(*) FROM notification WHERE owner = 'own_long'", Long.class))
        .isZero();
  }
}
