package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.log.LogEntry;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The lanes of receivers go when nothing was for them for long, and no delivery with them. */
class ReceiverLanesIT {
  private static final Outside OUTSIDE = new Outside();
  private static @Nullable NotifyService running;

  @BeforeAll
  static void start() {
    OUTSIDE.startOver();
    running =
        NotifyService.start(
            OUTSIDE,
            "zhaoli_notify_lanes",
            "ZHAOLI_DISPATCH=async",
            "zhaoli.notify.poll-interval=100ms",
            "zhaoli.notify.retention-interval=200ms",
            // Nobody makes up for a lane that is not there.
            "zhaoli.notify.lane-repair-interval=1h",
            "zhaoli.notify.receiver-cache=0s");
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  @Test
  void aLaneGoesWhenNothingIsDueThereAndTheLogHasNothingOfItsReceiver() {
    String run = Ids.withPrefix("rcv_");
    String known = delivered(run + "_known");
    lane("TEMPLATE_MESSAGE", run + "_known", null);
    lane("TEMPLATE_MESSAGE", run + "_waits", "2999-01-01");
    lane("WEBHOOK", run + "_endpoint", null);
    // The last of its portion: the others have been looked at when it goes.
    lane("TEMPLATE_MESSAGE", run + "_z", null);

    await()
        .untilAsserted(
            () ->
                assertThat(lanes(run))
                    .containsExactlyInAnyOrder(run + "_known", run + "_waits", run + "_endpoint"));

    forget(known);
    await().untilAsserted(() -> assertThat(lanes(run)).doesNotContain(run + "_known"));
  }

  @Test
  void thoseThatStayKeepNoOtherFromGoing() {
    String run = Ids.withPrefix("rcv_");
    int stay = 600;
    jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, status, attempts, created_at, updated_at)
            SELECT CONCAT(?, seq), 'pay_lanes', CONCAT(?, seq), CONCAT(?, '_a', seq), 0,
              'TEMPLATE_MESSAGE', 'mch_lanes', 'payment.succeeded', 'DELIVERED', 1,
              UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)
            FROM seq_1_to_%d
            """
                .formatted(stay),
            Ids.withPrefix("ntf_"),
            Ids.eventId(),
            run);
    jdbc()
        .update(
            """
            INSERT INTO delivery_lane (target_kind, target, next_due_at)
            SELECT 'TEMPLATE_MESSAGE', CONCAT(?, '_a', seq), NULL FROM seq_1_to_%d
            UNION ALL
            SELECT 'TEMPLATE_MESSAGE', CONCAT(?, '_z', seq), NULL FROM seq_1_to_%d
            """
                .formatted(stay, stay),
            run,
            run);

    await().untilAsserted(() -> assertThat(lanes(run + "_z")).isEmpty());
    assertThat(lanes(run + "_a")).hasSize(stay);
  }

  @Test
  void whatIsStoredForALaneThatIsBeingRemovedIsDelivered() {
    String merchantNo = Ids.merchantNo();
    String receiver = receiverOf(merchantNo);
    LogEntry entry = entry(merchantNo, receiver);

    transaction()
        .executeWithoutResult(
            status -> {
              log().addPendingRows(List.of(entry), Duration.ZERO);
              // By somebody else, who does not see the row.
              CompletableFuture.runAsync(() -> lane("TEMPLATE_MESSAGE", receiver, null)).join();
              await().until(() -> lanes(receiver).isEmpty());
              log().dueIn(TargetKind.TEMPLATE_MESSAGE, Set.of(receiver), Duration.ZERO);
            });

    awaitMessageTo(receiver);
  }

  @Test
  void aLaneThatIsBeingWrittenToStaysAndHoldsNobodyUp() {
    String merchantNo = Ids.merchantNo();
    String receiver = receiverOf(merchantNo);
    String before = delivered(receiver);
    lane("TEMPLATE_MESSAGE", receiver, null);
    LogEntry entry = entry(merchantNo, receiver);
    String other = receiver + "_other";

    transaction()
        .executeWithoutResult(
            status -> {
              log().addPending(List.of(entry), Duration.ZERO);
              CompletableFuture.runAsync(
                      () -> {
                        forget(before);
                        lane("TEMPLATE_MESSAGE", other, null);
                      })
                  .join();
              await().until(() -> lanes(other).isEmpty());
            });

    assertThat(lanes(receiver)).containsExactly(receiver);
    awaitMessageTo(receiver);
  }

  /** With so many lanes that the database would rather go through all than look each up. */
  @Test
  void whoWritesToALaneOfAnEndpointHoldsUpNobodyElseEither() {
    String receivers = Ids.withPrefix("rcv_");
    String endpoints = Ids.withPrefix("whe_");
    lanes("WEBHOOK", endpoints, "2999-01-01");

    transaction()
        .executeWithoutResult(
            status -> {
              log().dueIn(TargetKind.WEBHOOK, Set.of(endpoints + "7"), Duration.ofHours(1));
              CompletableFuture.runAsync(() -> lanes("TEMPLATE_MESSAGE", receivers, null)).join();
              await().until(() -> lanes(receivers).isEmpty());
            });

    lanes(endpoints)
        .forEach(lane -> jdbc().update("DELETE FROM delivery_lane WHERE target = ?", lane));
  }

  private static void awaitMessageTo(String receiver) {
    await()
        .untilAsserted(
            () ->
                assertThat(OUTSIDE.messages)
                    .filteredOn(message -> message.openid().equals("o-" + receiver))
                    .hasSize(1));
  }

  private static String receiverOf(String merchantNo) {
    String receiver = Ids.withPrefix("rcv_");
    OUTSIDE.receivers.put(
        merchantNo, List.of(new MessageReceiver(receiver, "o-" + receiver, ReceiverRole.OWNER)));
    return receiver;
  }

  private static LogEntry entry(String merchantNo, String receiver) {
    PaymentEvent event = Events.succeeded(merchantNo, null);
    return new LogEntry(
        new ClaimKey(event.paymentNo(), event.eventId(), receiver, event.deliverySeq()),
        TargetKind.TEMPLATE_MESSAGE,
        merchantNo,
        event.type(),
        new EventBatchCodec().encodeMember(event),
        0);
  }

  private static void lane(String kind, String target, @Nullable String due) {
    jdbc()
        .update(
            "INSERT INTO delivery_lane (target_kind, target, next_due_at) VALUES (?, ?, ?)",
            kind,
            target,
            due);
  }

  private static void lanes(String kind, String targets, @Nullable String due) {
    jdbc()
        .update(
            """
            INSERT INTO delivery_lane (target_kind, target, next_due_at)
            SELECT ?, CONCAT(?, seq), ? FROM seq_1_to_50
            """,
            kind,
            targets,
            due);
  }

  /** What the log still has. */
  private static String delivered(String receiver) {
    String notificationNo = Ids.withPrefix("ntf_");
    jdbc()
        .update(
            """
            INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
              target_kind, merchant_no, event_type, status, attempts, created_at, updated_at)
            VALUES (?, ?, ?, ?, 0, 'TEMPLATE_MESSAGE', 'mch_lanes', 'payment.succeeded',
              'DELIVERED', 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """,
            notificationNo,
            Ids.paymentNo(),
            Ids.eventId(),
            receiver);
    return notificationNo;
  }

  /** As the retention of the log does. */
  private static void forget(String notificationNo) {
    jdbc().update("DELETE FROM notification WHERE notification_no = ?", notificationNo);
  }

  private static List<String> lanes(String begin) {
    return jdbc()
        .queryForList(
            "SELECT target FROM delivery_lane WHERE LEFT(target, CHAR_LENGTH(?)) = ?",
            String.class,
            begin,
            begin);
  }

  private static NotificationLog log() {
    return service().bean(NotificationLog.class);
  }

  private static TransactionTemplate transaction() {
    return service().bean(TransactionTemplate.class);
  }

  private static JdbcTemplate jdbc() {
    return service().jdbc();
  }

  private static NotifyService service() {
    return Objects.requireNonNull(running);
  }
}
