package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.sql.StatementList;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.log.DueNotification;
import com.zhaoli.pay.notify.log.LetterlessDeliveries.GivenUp;
import com.zhaoli.pay.notify.log.LogEntry;
import com.zhaoli.pay.notify.log.NotificationBO;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Between rows and what leaves the log. */
public final class NotificationConverter {
  private NotificationConverter() {}

  /**
   * Makes new rows, writes them, and reads those of them that are there now.
   *
   * @param read by their numbers
   */
  public static List<ClaimRow> insert(
      List<LogEntry> entries,
      Consumer<List<NotificationDO>> write,
      Function<List<String>, List<ClaimRow>> read) {
    return read.apply(StatementList.of(insert(entries, write)));
  }

  /**
   * Makes new rows and writes them.
   *
   * @return their numbers, in the order of the entries
   */
  public static List<String> insert(List<LogEntry> entries, Consumer<List<NotificationDO>> write) {
    List<NotificationDO> rows = entries.stream().map(NotificationConverter::toNewRow).toList();
    write.accept(rows);
    return rows.stream().map(NotificationDO::getNotificationNo).toList();
  }

  public static NotificationDO toNewRow(LogEntry entry) {
    NotificationDO row = new NotificationDO();
    row.setNotificationNo(Ids.withPrefix("ntf_"));
    row.setPaymentNo(entry.key().paymentNo());
    row.setEventId(entry.key().eventId());
    row.setTarget(entry.key().target());
    row.setDeliverySeq(entry.key().deliverySeq());
    row.setTargetKind(entry.kind());
    row.setMerchantNo(entry.merchantNo());
    row.setEventType(entry.type().wireName());
    row.setPayload(entry.payload());
    row.setAttempts(entry.attempts());
    return row;
  }

  public static DueNotification toDue(NotificationDO row) {
    return new DueNotification(
        row.getNotificationNo(),
        new ClaimKey(row.getPaymentNo(), row.getEventId(), row.getTarget(), row.getDeliverySeq()),
        row.getAttempts(),
        row.getTail(),
        row.getPayload());
  }

  public static GivenUp toGivenUp(NotificationDO row) {
    return new GivenUp(
        row.getNotificationNo(),
        row.getTargetKind(),
        row.getTarget(),
        row.getPayload(),
        row.getLastError() == null ? "no reason kept" : row.getLastError(),
        row.getAttempts());
  }

  public static NotificationBO toBo(NotificationDO row) {
    return new NotificationBO(
        row.getNotificationNo(),
        row.getPaymentNo(),
        row.getEventId(),
        row.getDeliverySeq(),
        row.getEventType(),
        row.getTargetKind(),
        row.getTarget(),
        row.getStatus(),
        row.getAttempts(),
        row.getLastHttpStatus(),
        row.getLastError(),
        instant(row.getNextAttemptAt()),
        instant(row.getDeliveredAt()),
        row.getCreatedAt().toInstant(ZoneOffset.UTC),
        row.getUpdatedAt().toInstant(ZoneOffset.UTC));
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime utc) {
    return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
  }
}
