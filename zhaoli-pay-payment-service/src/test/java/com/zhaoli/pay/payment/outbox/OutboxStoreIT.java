package com.zhaoli.pay.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.payment.RunningService;
import com.zhaoli.pay.payment.outbox.internal.OutboxStore;
import com.zhaoli.pay.payment.outbox.internal.OutboxStore.Taken;
import com.zhaoli.pay.testing.FreePorts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox's times are the database's, whatever an instance's clock says. */
@TestPropertySource(
    properties = {
      "zhaoli.outbox.sweep-grace=8s",
      "zhaoli.outbox.sweep-interval=1h",
      "zhaoli.outbox.age-interval=1h",
      "zhaoli.outbox.cleaning-interval=1h"
    })
class OutboxStoreIT extends RunningService {
  private static final Duration STEP = Duration.ofHours(8);
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Duration AHEAD = Duration.ofMinutes(5);

  @Autowired private OutboxStore store;
  @Autowired private OutboxResend resend;
  @Autowired private TransactionTemplate transaction;

  @TestBean
  @SuppressWarnings("NullAway.Init")
  private Clock clock;

  static Clock clock() {
    return Clock.offset(Clock.systemUTC(), AHEAD);
  }

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    common(registry, "zhaoli_payment_outbox", Map.of());
    // No broker: what is in the outbox stays there.
    registry.add("spring.rabbitmq.host", () -> "127.0.0.1");
    registry.add("spring.rabbitmq.port", FreePorts::next);
  }

  @BeforeEach
  void nothingIsInTheOutbox() {
    jdbc.update("DELETE FROM outbox_event");
  }

  @Test
  void anEventOfAClockThatIsAheadIsDueAfterTheGraceOfAllOthers() {
    add("evt_ahead", Instant.now().plus(STEP));
    add("evt_behind", Instant.now().minus(STEP));
    assertThat(taken(LEASE)).as("the relay has its time").isEmpty();
    awaitTaken("evt_ahead", "evt_behind");
  }

  @Test
  void whatIsTakenIsLeasedAndWhatIsGivenBackIsDueAgainByTheDatabasesClock() {
    add("evt_1", Instant.now());
    Taken first = awaitTaken("evt_1");
    assertThat(taken(LEASE)).as("still leased").isEmpty();
    store.giveBack(first, STEP);
    assertThat(hoursUntilDue("evt_1")).isEqualTo(STEP.toHours());
    isDue("evt_1");
    Taken second = store.takeDue(10, LEASE);
    store.giveBack(second, Duration.ZERO);
    Taken third = store.takeDue(10, LEASE);
    assertThat(idsOf(third)).containsExactly("evt_1");
    store.markPublished(List.of("evt_1"));
    store.giveBack(third, Duration.ZERO);
    assertThat(taken(LEASE)).as("published").isEmpty();
  }

  @Test
  void whoOutlastedALeaseDoesNotGiveBackAnothers() {
    add("evt_1", Instant.now());
    Taken slow = awaitTaken("evt_1");
    isDue("evt_1");
    // A longer one: two of the same length in the same millisecond would end at the same time.
    assertThat(taken(STEP)).containsExactly("evt_1");

    store.giveBack(slow, Duration.ZERO);

    assertThat(taken(LEASE)).as("the second one's").isEmpty();
  }

  /** As when its lease has ended. */
  private void isDue(String eventId) {
    jdbc.update(
        "UPDATE outbox_event SET due_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE event_id = ?",
        eventId);
  }

  @Test
  void anEventOfAClockThatIsAheadHasAnAgeAndHidesNoOlderOne() {
    assertThat(store.unpublishedAge()).isZero();
    add("evt_2_ahead", Instant.now().plus(STEP));
    Awaitility.await().until(() -> store.unpublishedAge().compareTo(Duration.ofMillis(50)) > 0);
    assertThat(store.unpublishedAge()).isLessThan(Duration.ofMinutes(1));
    add("evt_3_old", Instant.now());
    jdbc.update(
        "UPDATE outbox_event SET created_at = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR"
            + " WHERE event_id = 'evt_3_old'");
    add("evt_1_behind", Instant.now().minus(STEP));
    assertThat(store.unpublishedAge())
        .as("that of the oldest, which neither the first nor the last id has")
        .isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    store.markPublished(List.of("evt_1_behind", "evt_2_ahead", "evt_3_old"));
    assertThat(store.unpublishedAge()).isZero();
  }

  @Test
  void onlyWhatWasPublishedLongAgoIsRemoved() {
    add("evt_new", Instant.now().minus(Duration.ofDays(30)));
    add("evt_old", Instant.now());
    add("evt_unpublished", Instant.now());
    store.markPublished(List.of("evt_new", "evt_old"));
    jdbc.update(
        "UPDATE outbox_event SET published_at = published_at - INTERVAL 8 DAY"
            + " WHERE event_id = 'evt_old'");
    assertThat(store.deletePublished(Duration.ofDays(7), 10)).isEqualTo(1);
    assertThat(jdbc.queryForList("SELECT event_id FROM outbox_event ORDER BY 1", String.class))
        .containsExactly("evt_new", "evt_unpublished");
  }

  @Test
  void theWindowOfWhatIsSentOnceMoreEndsNow() {
    add("evt_new", Instant.now());
    store.markPublished(List.of("evt_new"));
    Instant since = databaseTime().minusSeconds(60);
    Awaitility.await().until(() -> rows("published_at < UTC_TIMESTAMP(3)") == 1);

    OutboxResend.Resent first = resend.resend(since, clock.instant(), "op_1", "a test");
    assertThat(first.resent()).isEqualTo(1);
    assertThat(first.until()).isBetween(since, databaseTime());
    store.markPublished(List.of("evt_new"));

    OutboxResend.Resent again = resend.resend(since, first.until(), "op_1", "a test");
    assertThat(again.resent()).as("sent once more after the window").isZero();
    assertThat(rows("published_at IS NOT NULL")).isEqualTo(1);
  }

  private void add(String eventId, Instant createdAt) {
    PaymentEvent event = Events.of(eventId, createdAt);
    transaction.executeWithoutResult(status -> store.insert(event, new byte[] {1}));
  }

  private List<String> taken(Duration lease) {
    return idsOf(store.takeDue(10, lease));
  }

  private static List<String> idsOf(Taken taken) {
    return taken.members().stream().map(OutboxMember::eventId).toList();
  }

  private Taken awaitTaken(String... eventIds) {
    Awaitility.await().until(() -> rows("due_at <= UTC_TIMESTAMP(3)") == eventIds.length);
    Taken taken = store.takeDue(10, LEASE);
    assertThat(idsOf(taken)).containsExactlyInAnyOrder(eventIds);
    return taken;
  }

  private int rows(String condition) {
    Integer rows =
        jdbc.queryForObject("SELECT COUNT(*) FROM outbox_event WHERE " + condition, Integer.class);
    return rows == null ? 0 : rows;
  }

  private Instant databaseTime() {
    Long micros =
        jdbc.queryForObject(
            "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3))", Long.class);
    return Instant.EPOCH.plus(micros == null ? 0 : micros, ChronoUnit.MICROS);
  }

  private long hoursUntilDue(String eventId) {
    Long seconds =
        jdbc.queryForObject(
            "SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), due_at) FROM outbox_event"
                + " WHERE event_id = ?",
            Long.class,
            eventId);
    return Math.round((seconds == null ? 0 : seconds) / 3_600.0);
  }
}
