package com.zhaoli.pay.notify.deadletter.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.client.job.WorkPlan.RangeEnd;
import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.notify.deadletter.DeadLetterStatus;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Rows of {@code dead_letter}. */
@Mapper
@CrossTenant("Dead letters are the operators'; one that cannot be read belongs to no merchant.")
public interface DeadLetterMapper extends BaseMapper<DeadLetterDO> {

  /**
   * Stores one row for each event and target. A later delivery of the same (a replay that failed as
   * well) opens it again, with what it left.
   */
  @Insert(
      """
      INSERT INTO dead_letter (dead_letter_no, event_id, target, delivery_seq, target_kind,
        payment_no, merchant_no, event_type, payload, reason, attempts, status, traceparent,
        created_at, updated_at)
      VALUES (#{deadLetterNo}, #{eventId}, #{target}, #{deliverySeq}, #{targetKind},
        #{paymentNo}, #{merchantNo}, #{eventType}, #{payload}, #{reason}, #{attempts}, 'OPEN',
        #{traceparent}, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
      ON DUPLICATE KEY UPDATE
        updated_at = IF(VALUES(delivery_seq) > delivery_seq, VALUES(updated_at), updated_at),
        reason = IF(VALUES(delivery_seq) > delivery_seq, VALUES(reason), reason),
        attempts = IF(VALUES(delivery_seq) > delivery_seq, VALUES(attempts), attempts),
        status = IF(VALUES(delivery_seq) > delivery_seq, 'OPEN', status),
        delivery_seq = GREATEST(delivery_seq, VALUES(delivery_seq))
      """)
  int store(DeadLetterDO row);

  /**
   * Stores the same of deliveries in the log, with numbers of a time and their own other half. Not
   * of one that has a later delivery, which stands for the event.
   *
   * @param time the beginning of the new numbers
   */
  @Insert(
      """
      <script>/*client prepare*/
      INSERT INTO dead_letter (dead_letter_no, event_id, target, delivery_seq, target_kind,
        payment_no, merchant_no, event_type, payload, reason, attempts, status,
        created_at, updated_at)
      SELECT CONCAT(#{time}, SUBSTRING(n.notification_no, LENGTH(#{time}) + 1)), n.event_id,
        n.target, n.delivery_seq, n.target_kind, n.payment_no, n.merchant_no, n.event_type,
        n.payload, #{reason}, n.attempts, 'OPEN', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)
      FROM notification n
      WHERE n.payload IS NOT NULL AND n.notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
        AND NOT EXISTS (SELECT 1 FROM notification later
          WHERE later.payment_no = n.payment_no AND later.event_id = n.event_id
            AND later.target = n.target AND later.delivery_seq &gt; n.delivery_seq)
      ON DUPLICATE KEY UPDATE
        updated_at = IF(VALUES(delivery_seq) &gt; dead_letter.delivery_seq, VALUES(updated_at),
          dead_letter.updated_at),
        reason = IF(VALUES(delivery_seq) &gt; dead_letter.delivery_seq, VALUES(reason),
          dead_letter.reason),
        attempts = IF(VALUES(delivery_seq) &gt; dead_letter.delivery_seq, VALUES(attempts),
          dead_letter.attempts),
        status = IF(VALUES(delivery_seq) &gt; dead_letter.delivery_seq, 'OPEN',
          dead_letter.status),
        delivery_seq = GREATEST(dead_letter.delivery_seq, VALUES(delivery_seq))
      </script>
      """)
  int storeOfLog(
      @Param("time") String time,
      @Param("numbers") List<String> numbers,
      @Param("reason") String reason);

  /** The number of the row of this event and target: the one just stored, or an older one. */
  @Select(
      "SELECT dead_letter_no FROM dead_letter WHERE event_id = #{eventId} AND target = #{target}")
  @Nullable String numberOf(@Param("eventId") String eventId, @Param("target") String target);

  @Select("SELECT * FROM dead_letter WHERE dead_letter_no = #{deadLetterNo}")
  @Nullable DeadLetterDO one(@Param("deadLetterNo") String deadLetterNo);

  /** Newest first; null filters nothing. */
  @Select(
      """
      <script>
      SELECT dead_letter_no, event_id, target, delivery_seq, target_kind, payment_no, merchant_no,
        event_type, LENGTH(payload) AS payload_bytes, reason, attempts, status, note, changed_by,
        traceparent, created_at, updated_at
      FROM dead_letter
      <where>
        <if test="status != null">AND status = #{status}</if>
        <if test="merchantNo != null">AND merchant_no = #{merchantNo}</if>
        <if test="target != null">AND target = #{target}</if>
        <if test="after != null">AND dead_letter_no &lt; #{after}</if>
      </where>
      ORDER BY dead_letter_no DESC LIMIT #{limit}
      </script>
      """)
  List<DeadLetterDO> newestFirst(
      @Param("status") @Nullable DeadLetterStatus status,
      @Param("merchantNo") @Nullable String merchantNo,
      @Param("target") @Nullable String target,
      @Param("after") @Nullable String after,
      @Param("limit") int limit);

  /** 0 when somebody else worked it off. */
  @Update(
      """
      UPDATE dead_letter
      SET status = #{to}, note = COALESCE(#{note}, note), changed_by = #{changedBy},
        updated_at = UTC_TIMESTAMP(3)
      WHERE dead_letter_no = #{deadLetterNo} AND status = #{from}
      """)
  int move(
      @Param("deadLetterNo") String deadLetterNo,
      @Param("from") DeadLetterStatus from,
      @Param("to") DeadLetterStatus to,
      @Param("note") @Nullable String note,
      @Param("changedBy") String changedBy);

  /** It is on its way again: its merchant has it delivered, or its targets were found. */
  @Update(
      """
      UPDATE dead_letter SET status = 'REPLAYED', changed_by = #{by}, updated_at = UTC_TIMESTAMP(3)
      WHERE event_id = #{eventId} AND target = #{target} AND status = 'OPEN'
      """)
  int replayed(
      @Param("eventId") String eventId,
      @Param("target") String target,
      @Param("by") @Nullable String by);

  /**
   * One that waits for the event's targets to be found is left open: they may not all be known. One
   * that the platform closed while this try was under way, since its endpoint was deleted, was
   * delivered all the same; what an operator has discarded stays so.
   */
  @Update(
      """
      UPDATE dead_letter
      SET note = IF(status = 'DISCARDED', NULL, note), status = 'DELIVERED',
        updated_at = UTC_TIMESTAMP(3)
      WHERE event_id = #{eventId} AND target IN (#{target}, #{unresolved})
        AND (status = 'REPLAYED' OR (target = #{target}
          AND (status = 'OPEN' OR (status = 'DISCARDED' AND changed_by IS NULL))))
      """)
  int delivered(
      @Param("eventId") String eventId,
      @Param("target") String target,
      @Param("unresolved") String unresolved);

  /** Nobody is to be told any more; one that is of a later delivery stays. */
  @Update(
      """
      UPDATE dead_letter
      SET status = 'DISCARDED', note = #{note}, changed_by = NULL, updated_at = UTC_TIMESTAMP(3)
      WHERE event_id = #{eventId} AND target = #{target} AND delivery_seq <= #{deliverySeq}
        AND status = 'OPEN'
      """)
  int notWanted(
      @Param("eventId") String eventId,
      @Param("target") String target,
      @Param("deliverySeq") int deliverySeq,
      @Param("note") String note);

  /** The last number of the next portion of a target's dead letters; null when none is left. */
  @Select(
      """
      SELECT MAX(dead_letter_no) FROM (
        SELECT dead_letter_no FROM dead_letter
        WHERE target = #{target} AND dead_letter_no > #{after}
        ORDER BY dead_letter_no LIMIT #{limit}) AS some
      """)
  @Nullable String portionOfTarget(
      @Param("target") String target, @Param("after") String after, @Param("limit") int limit);

  /** The open ones of a portion. */
  @Update(
      """
      UPDATE dead_letter
      SET status = 'DISCARDED', note = #{note}, changed_by = NULL, updated_at = UTC_TIMESTAMP(3)
      WHERE target = #{target} AND dead_letter_no > #{after} AND dead_letter_no <= #{upTo}
        AND status = 'OPEN'
      """)
  int notWantedOfTarget(
      @Param("target") String target,
      @Param("after") String after,
      @Param("upTo") String upTo,
      @Param("note") String note);

  /**
   * Webhooks that were given up by a moment, cut into ranges: each row is a range's last number,
   * and how many there are by it. What the long tail still tries is not among them, and neither is
   * what was given up first before another moment, however often since.
   *
   * @param from the number of that moment
   */
  @Select(
      """
      SELECT dead_letter_no, place FROM (
        SELECT d.dead_letter_no, ROW_NUMBER() OVER (ORDER BY d.dead_letter_no) AS place,
          COUNT(*) OVER () AS everything
        FROM dead_letter d JOIN notification n ON n.payment_no = d.payment_no
          AND n.event_id = d.event_id AND n.target = d.target AND n.delivery_seq = d.delivery_seq
        WHERE d.status = 'OPEN' AND d.dead_letter_no >= #{from} AND d.target_kind = 'WEBHOOK'
          AND d.updated_at <= #{cutoff} AND n.status = 'DEAD') given_up
      WHERE MOD(place, #{every}) = 0 OR place = everything
      ORDER BY dead_letter_no LIMIT #{limit}
      """)
  List<RangeEnd> givenUpRanges(
      @Param("from") String from,
      @Param("cutoff") LocalDateTime cutoff,
      @Param("every") int every,
      @Param("limit") int limit);

  @Select(
      """
      SELECT d.dead_letter_no
      FROM dead_letter d JOIN notification n ON n.payment_no = d.payment_no
        AND n.event_id = d.event_id AND n.target = d.target AND n.delivery_seq = d.delivery_seq
      WHERE d.status = 'OPEN' AND d.dead_letter_no > #{after} AND d.dead_letter_no <= #{upTo}
        AND d.dead_letter_no >= #{from} AND d.target_kind = 'WEBHOOK' AND d.updated_at <= #{cutoff}
        AND n.status = 'DEAD'
      ORDER BY d.dead_letter_no LIMIT #{limit}
      """)
  List<String> givenUpWithin(
      @Param("from") String from,
      @Param("cutoff") LocalDateTime cutoff,
      @Param("after") String after,
      @Param("upTo") String upTo,
      @Param("limit") int limit);
}
