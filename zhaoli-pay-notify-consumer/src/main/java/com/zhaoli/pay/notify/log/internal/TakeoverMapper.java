package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * Finds deliveries that only a broker message brings back. No index knows them, since each would
 * cost every delivery more than it ever saves: they are looked for by the primary key, a portion at
 * a time.
 */
@Mapper
@CrossTenant("What the broker had goes to the database, whosever it is.")
public interface TakeoverMapper {

  @Select("SELECT looked_to FROM broker_takeover WHERE takeover_id = 1")
  @Nullable LocalDateTime lookedTo();

  @Update(
      """
      UPDATE broker_takeover SET looked_to = LEAST(#{to}, UTC_TIMESTAMP(3))
      WHERE takeover_id = 1 AND (looked_to IS NULL OR looked_to < #{to})
      """)
  int lookedUpTo(@Param("to") LocalDateTime to);

  /** Where a portion begins that ends before a number; null when there is none left. */
  @Select(
      """
      SELECT MIN(notification_no) FROM (
        SELECT notification_no FROM notification
        WHERE notification_no >= #{from} AND notification_no < #{before}
        ORDER BY notification_no DESC LIMIT #{limit}) AS newest
      """)
  @Nullable String portion(
      @Param("from") String from, @Param("before") String before, @Param("limit") int limit);

  /**
   * Deliveries of a portion that nobody but the broker brings back, unless the event was ordered
   * once more since or somebody decided on its dead letter. Given up ones as well whose dead letter
   * was on its way.
   */
  @Select(
      """
      SELECT n.notification_no, n.target_kind, n.target FROM notification n
      WHERE n.notification_no >= #{from} AND n.notification_no < #{before}
        AND n.due_at IS NULL AND n.payload IS NOT NULL
        AND n.status IN ('PENDING', 'RETRYING', 'DELIVERING', 'DEAD')
        AND NOT EXISTS (SELECT 1 FROM dead_letter d
          WHERE d.event_id = n.event_id AND d.target_kind = n.target_kind
            AND (d.target = n.target OR d.target IN ('endpoint', 'receiver'))
            AND (n.status = 'DEAD' OR d.status <> 'OPEN'))
        AND NOT EXISTS (SELECT 1 FROM notification later
          WHERE later.payment_no = n.payment_no AND later.event_id = n.event_id
            AND later.target = n.target AND later.delivery_seq > n.delivery_seq)
      """)
  List<Stranded> stranded(@Param("from") String from, @Param("before") String before);

  /** A delivery of {@link #stranded}. */
  record Stranded(String notificationNo, TargetKind targetKind, String target) {}

  /**
   * Makes them due: what somebody works on when that lease ends, what failed not before its pause
   * is over, and what was given up when its dead letter has had time to be stored: that is tried
   * once more, also where it was refused and had no long tail to come.
   */
  @Update(
      """
      <script>/*client prepare*/
      UPDATE notification SET due_at = CASE status
        WHEN 'DELIVERING' THEN GREATEST(COALESCE(lease_until, UTC_TIMESTAMP(3)), UTC_TIMESTAMP(3))
        WHEN 'DEAD' THEN TIMESTAMPADD(MICROSECOND, #{graceMicros}, UTC_TIMESTAMP(3))
        ELSE GREATEST(COALESCE(next_attempt_at, UTC_TIMESTAMP(3)), UTC_TIMESTAMP(3)) END,
        tail = IF(status = 'DEAD', NULL, tail)
      WHERE due_at IS NULL AND status IN ('PENDING', 'RETRYING', 'DELIVERING', 'DEAD')
        AND notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  int makeDue(@Param("numbers") List<String> numbers, @Param("graceMicros") long graceMicros);
}
