package com.zhaoli.pay.notify.log.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.log.NotificationStatus;
import com.zhaoli.pay.notify.target.TargetKind;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code notification}. Leases and due times run by the database's clock, so that no
 * consumer's clock matters.
 *
 * <p>The server prepares statements, and knows their texts again. Those of a length of their own
 * each time begin with the driver's word for sending them as they are; those that every batch needs
 * take lists of few lengths ({@link com.zhaoli.pay.common.sql.StatementList}).
 */
@Mapper
public interface NotificationMapper extends BaseMapper<NotificationDO> {

  /** The rows that a claim made anew, by the numbers that it gave them. */
  @CrossTenant("Reads what the claim above wrote.")
  @Select(
      """
      <script>
      SELECT notification_no, payment_no, event_id, target, delivery_seq, status, attempts, owner,
        last_error, COALESCE(lease_until &gt; UTC_TIMESTAMP(3), FALSE) AS lease_in_force
      FROM notification WHERE notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  List<ClaimRow> claimedAnew(@Param("numbers") List<String> numbers);

  /**
   * The rows of these keys: those that a claim found. As one list of whole keys, since of a list
   * for each column the database makes all pairs, and of the first column alone nobody knows how
   * many there are.
   *
   * @param keys a {@link com.zhaoli.pay.common.sql.StatementList}
   */
  @CrossTenant("Reads what the claim above found.")
  @Select(
      """
      <script>
      SELECT notification_no, payment_no, event_id, target, delivery_seq, status, attempts, owner,
        last_error, COALESCE(lease_until &gt; UTC_TIMESTAMP(3), FALSE) AS lease_in_force
      FROM notification WHERE (payment_no, event_id, target, delivery_seq) IN
        <foreach collection="keys" item="k" open="(" separator="," close=")">\
      (#{k.paymentNo},#{k.eventId},#{k.target},#{k.deliverySeq})</foreach>
      </script>
      """)
  List<ClaimRow> ofKeys(@Param("keys") List<ClaimKey> keys);

  /**
   * Settles rows that {@code owner} still holds, all in the same way. Those that keep their place
   * are due by their age, before all that came later: their lane says when somebody looks, and
   * nobody when they are tried. One whose long tail was ended meanwhile is not tried again.
   */
  @CrossTenant("The owner's token names the rows of one batch.")
  @Update(
      """
      <script>
      UPDATE notification SET
        status = IF(tail >= #{tailIsOver} AND #{status} IN ('LONG_TAIL', 'HELD'),
          'DEAD', #{status}),
        attempts = GREATEST(attempts, #{attempts}),
        last_http_status = #{httpStatus},
        last_error = #{error},
        next_attempt_at = IF(#{nextMicros} IS NULL OR #{keepsItsPlace} OR status = 'DEAD', NULL,
          TIMESTAMPADD(MICROSECOND, #{nextMicros}, UTC_TIMESTAMP(3))),
        due_at = CASE WHEN status = 'HELD' THEN '9999-01-01'
          WHEN status = 'DEAD' OR (due_at IS NULL AND NOT #{broughtBack}) THEN NULL
          WHEN #{keepsItsPlace} THEN created_at ELSE next_attempt_at END,
        tail = IF(#{tail} IS NULL, tail, GREATEST(COALESCE(tail, 0), #{tail})),
        delivered_at = IF(#{status} = 'DELIVERED', UTC_TIMESTAMP(3), delivered_at),
        owner = NULL,
        lease_until = NULL,
        updated_at = UTC_TIMESTAMP(3)
      WHERE owner = #{owner} AND status = 'DELIVERING' AND notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  int settle(
      @Param("owner") String owner,
      @Param("numbers") List<String> numbers,
      @Param("status") NotificationStatus status,
      @Param("attempts") int attempts,
      @Param("httpStatus") @Nullable Integer httpStatus,
      @Param("error") @Nullable String error,
      @Param("nextMicros") @Nullable Long nextMicros,
      @Param("broughtBack") boolean broughtBack,
      @Param("keepsItsPlace") boolean keepsItsPlace,
      @Param("tail") @Nullable Integer tail,
      @Param("tailIsOver") int tailIsOver);

  /**
   * From the last quick try to the long tail; also where the broker parked the message, so that the
   * row stands as the last consumer left it.
   */
  @CrossTenant("The claim's key names one row.")
  @Update(
      """
      UPDATE notification SET status = 'LONG_TAIL', tail = 0,
        due_at = TIMESTAMPADD(MICROSECOND, #{pauseMicros}, UTC_TIMESTAMP(3)),
        next_attempt_at = due_at,
        updated_at = UTC_TIMESTAMP(3)
      WHERE payment_no = #{paymentNo} AND event_id = #{eventId} AND target = #{target}
        AND delivery_seq = #{deliverySeq} AND tail IS NULL AND payload IS NOT NULL
        AND (status = 'DEAD'
          OR (status IN ('RETRYING', 'DELIVERING') AND due_at IS NULL
            AND COALESCE(lease_until <= UTC_TIMESTAMP(3), TRUE)))
      """)
  int beginTail(
      @Param("paymentNo") String paymentNo,
      @Param("eventId") String eventId,
      @Param("target") String target,
      @Param("deliverySeq") int deliverySeq,
      @Param("pauseMicros") long pauseMicros);

  /** Nobody tries it any more; a try that is under way is the last. */
  @CrossTenant("The claim's key names one row.")
  @Update(
      """
      UPDATE notification SET
        due_at = IF(status = 'DELIVERING', due_at, NULL),
        next_attempt_at = IF(status = 'DELIVERING', next_attempt_at, NULL),
        status = IF(status = 'DELIVERING', status, 'DEAD'),
        tail = #{over},
        updated_at = UTC_TIMESTAMP(3)
      WHERE payment_no = #{paymentNo} AND event_id = #{eventId} AND target = #{target}
        AND delivery_seq = #{deliverySeq} AND tail IS NOT NULL
        AND status IN ('LONG_TAIL', 'HELD', 'DELIVERING', 'PENDING', 'RETRYING')
      """)
  int endTail(
      @Param("paymentNo") String paymentNo,
      @Param("eventId") String eventId,
      @Param("target") String target,
      @Param("deliverySeq") int deliverySeq,
      @Param("over") int over);

  /** Whether it was ended so, locked; null when the row is not there. */
  @CrossTenant("The claim's key names one row.")
  @Select(
      """
      SELECT COALESCE(tail >= #{over}, FALSE) FROM notification
      WHERE payment_no = #{paymentNo} AND event_id = #{eventId} AND target = #{target}
        AND delivery_seq = #{deliverySeq}
      FOR UPDATE
      """)
  @Nullable Boolean isTailOver(
      @Param("paymentNo") String paymentNo,
      @Param("eventId") String eventId,
      @Param("target") String target,
      @Param("deliverySeq") int deliverySeq,
      @Param("over") int over);

  @CrossTenant("The number was claimed before.")
  @Select("SELECT status FROM notification WHERE notification_no = #{notificationNo}")
  @Nullable NotificationStatus statusOf(@Param("notificationNo") String notificationNo);

  @Select(
      """
      SELECT * FROM notification
      WHERE notification_no = #{notificationNo} AND merchant_no = #{merchantNo}
      """)
  @Nullable NotificationDO one(
      @Param("merchantNo") String merchantNo, @Param("notificationNo") String notificationNo);

  @CrossTenant("The claim's key names one row.")
  @Select(
      """
      SELECT * FROM notification
      WHERE payment_no = #{paymentNo} AND event_id = #{eventId} AND target = #{target}
        AND delivery_seq = #{deliverySeq}
      """)
  @Nullable NotificationDO byKey(
      @Param("paymentNo") String paymentNo,
      @Param("eventId") String eventId,
      @Param("target") String target,
      @Param("deliverySeq") int deliverySeq);

  /** The newest delivery of this event to this target, locked against another. */
  @CrossTenant("The claim's key without its number names one event and target.")
  @Select(
      """
      SELECT * FROM notification
      WHERE payment_no = #{paymentNo} AND event_id = #{eventId} AND target = #{target}
      ORDER BY delivery_seq DESC LIMIT 1 FOR UPDATE
      """)
  @Nullable NotificationDO last(
      @Param("paymentNo") String paymentNo,
      @Param("eventId") String eventId,
      @Param("target") String target);

  /** What the database brings back, at once; not what is held. */
  @CrossTenant("The number was read for its merchant before.")
  @Update(
      """
      UPDATE notification SET due_at = UTC_TIMESTAMP(3), next_attempt_at = due_at
      WHERE notification_no = #{notificationNo} AND status IN ('PENDING', 'RETRYING', 'LONG_TAIL')
        AND (due_at > UTC_TIMESTAMP(3) OR (due_at IS NULL AND payload IS NOT NULL))
      """)
  int bringForward(@Param("notificationNo") String notificationNo);

  /** What is held has this time, so that the index finds it among all that is done. */
  @CrossTenant("The target names the rows of one endpoint.")
  @Select(
      """
      SELECT notification_no FROM notification
      WHERE target_kind = #{kind} AND target = #{target} AND due_at >= '9999-01-01'
      LIMIT #{limit}
      """)
  List<String> held(
      @Param("kind") TargetKind kind, @Param("target") String target, @Param("limit") int limit);

  /**
   * Those that are still held. By their numbers, so that the row is locked before its entry of the
   * index, as whoever settles or ends it does.
   */
  @CrossTenant("The numbers are those of one endpoint.")
  @Update(
      """
      <script>
      UPDATE notification SET
        status = IF(tail IS NOT NULL, 'LONG_TAIL', IF(attempts = 0, 'PENDING', 'RETRYING')),
        due_at = UTC_TIMESTAMP(3),
        next_attempt_at = due_at,
        updated_at = UTC_TIMESTAMP(3)
      WHERE due_at &gt;= '9999-01-01' AND notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  int release(@Param("numbers") List<String> numbers);

  /** What the database brings back, or would bring back after a pause, and nobody has leased. */
  @CrossTenant("The target names the rows of one endpoint.")
  @Select(
      """
      SELECT notification_no FROM notification
      WHERE target_kind = #{kind} AND target = #{target} AND due_at > '2000-01-01'
        AND status IN ('PENDING', 'RETRYING', 'LONG_TAIL', 'HELD')
      LIMIT #{limit}
      """)
  List<String> waiting(
      @Param("kind") TargetKind kind, @Param("target") String target, @Param("limit") int limit);

  /** Ends those of them that still wait. */
  @CrossTenant("The numbers are those of one endpoint.")
  @Update(
      """
      <script>
      UPDATE notification SET
        status = 'SKIPPED',
        due_at = NULL,
        next_attempt_at = NULL,
        last_http_status = NULL,
        last_error = #{reason},
        updated_at = UTC_TIMESTAMP(3)
      WHERE due_at IS NOT NULL AND status IN ('PENDING', 'RETRYING', 'LONG_TAIL', 'HELD')
        AND notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  int skip(@Param("numbers") List<String> numbers, @Param("reason") String reason);

  /** Whether the log has anything of a target. */
  @CrossTenant("The target names the rows of one endpoint.")
  @Select(
      """
      SELECT EXISTS (
        SELECT 1 FROM notification WHERE target_kind = #{kind} AND target = #{target})
      """)
  boolean isKnown(@Param("kind") TargetKind kind, @Param("target") String target);

  /** From now on the poller takes these if their lease ends without a settlement. */
  @CrossTenant("The owner's token names the rows of one batch.")
  @Update(
      """
      <script>
      UPDATE notification SET due_at = lease_until
      WHERE owner = #{owner} AND status = 'DELIVERING' AND notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  int keep(@Param("owner") String owner, @Param("numbers") List<String> numbers);

  /** Stores rows that are due after {@code delayMicros}; those that are there already stay. */
  @CrossTenant("A batch holds events of many merchants; each row carries its own merchantNo.")
  @Insert(
      """
      <script>/*client prepare*/
      INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
        target_kind, merchant_no, event_type, payload, status, attempts, due_at,
        next_attempt_at, created_at, updated_at)
      VALUES
      <foreach collection="rows" item="r" separator=",">
        (#{r.notificationNo}, #{r.paymentNo}, #{r.eventId}, #{r.target}, #{r.deliverySeq},
         #{r.targetKind}, #{r.merchantNo}, #{r.eventType}, #{r.payload}, 'PENDING', 0,
         TIMESTAMPADD(MICROSECOND, #{delayMicros}, UTC_TIMESTAMP(3)), UTC_TIMESTAMP(3),
         UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
      </foreach>
      ON DUPLICATE KEY UPDATE notification_no = notification_no
      </script>
      """)
  int addPending(@Param("delayMicros") long delayMicros, @Param("rows") List<NotificationDO> rows);

  /**
   * Locks what is due, without waiting for others: the poller has locked the lane by then, and who
   * has one of these rows comes to their lane next.
   */
  @CrossTenant("The poller works for all merchants.")
  @Select(
      """
      SELECT notification_no FROM notification
      WHERE target_kind = #{kind} AND target = #{target} AND due_at <= UTC_TIMESTAMP(3)
      ORDER BY due_at LIMIT #{limit}
      FOR UPDATE SKIP LOCKED
      """)
  List<String> lockDue(
      @Param("kind") TargetKind kind, @Param("target") String target, @Param("limit") int limit);

  /**
   * How many are due for a target by then, of so many at most; leased ones by their lease's end.
   */
  @CrossTenant("The target names the rows of one endpoint.")
  @Select(
      """
      SELECT COUNT(*) FROM (
        SELECT 1 FROM notification
        WHERE target_kind = #{kind} AND target = #{target}
          AND due_at <= TIMESTAMPADD(MICROSECOND, #{withinMicros}, UTC_TIMESTAMP(3))
        LIMIT #{most}) AS some
      """)
  int dueUpTo(
      @Param("kind") TargetKind kind,
      @Param("target") String target,
      @Param("withinMicros") long withinMicros,
      @Param("most") int most);

  /** Leases what is due and locked. */
  @CrossTenant("The poller works for all merchants.")
  @Update(
      """
      <script>/*client prepare*/
      UPDATE notification SET
        owner = #{owner},
        lease_until = TIMESTAMPADD(MICROSECOND, #{leaseMicros}, UTC_TIMESTAMP(3)),
        due_at = lease_until,
        status = 'DELIVERING',
        updated_at = UTC_TIMESTAMP(3)
      WHERE due_at &lt;= UTC_TIMESTAMP(3) AND notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  int lease(
      @Param("owner") String owner,
      @Param("leaseMicros") long leaseMicros,
      @Param("numbers") List<String> numbers);

  @CrossTenant("Reads what the lease above wrote.")
  @Select(
      """
      <script>/*client prepare*/
      SELECT * FROM notification WHERE owner = #{owner} AND notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  List<NotificationDO> leased(@Param("owner") String owner, @Param("numbers") List<String> numbers);

  /** Gives back what was leased and not settled; not what nobody is to try any more. */
  @CrossTenant("The owner's token names the rows of one batch.")
  @Update(
      """
      <script>/*client prepare*/
      UPDATE notification SET
        status = IF(tail >= #{tailIsOver}, 'DEAD', IF(attempts = 0, 'PENDING', 'RETRYING')),
        due_at = IF(status = 'DEAD', NULL,
          TIMESTAMPADD(MICROSECOND, #{delayMicros}, UTC_TIMESTAMP(3))),
        next_attempt_at = due_at,
        owner = NULL,
        lease_until = NULL
      WHERE owner = #{owner} AND status = 'DELIVERING' AND due_at IS NOT NULL
        AND notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      </script>
      """)
  int putBack(
      @Param("owner") String owner,
      @Param("delayMicros") long delayMicros,
      @Param("numbers") List<String> numbers,
      @Param("tailIsOver") int tailIsOver);

  /**
   * Takes over what Redis knows better: a row that lost its settlement. From here on the database
   * brings it back, whoever did so far.
   */
  @CrossTenant("The claim's key names one row.")
  @Update(
      """
      UPDATE notification SET
        attempts = GREATEST(attempts, #{attempts}),
        status = IF(#{done}, 'DELIVERED',
          IF(status = 'PENDING' AND attempts > 0, 'RETRYING', status)),
        due_at = IF(#{done}, NULL, COALESCE(due_at, GREATEST(UTC_TIMESTAMP(3),
          COALESCE(lease_until, UTC_TIMESTAMP(3)),
          COALESCE(next_attempt_at, UTC_TIMESTAMP(3))))),
        owner = IF(#{done}, NULL, owner),
        updated_at = UTC_TIMESTAMP(3)
      WHERE payment_no = #{paymentNo} AND event_id = #{eventId} AND target = #{target}
        AND delivery_seq = #{deliverySeq} AND status IN ('PENDING', 'RETRYING', 'DELIVERING')
      """)
  int align(
      @Param("paymentNo") String paymentNo,
      @Param("eventId") String eventId,
      @Param("target") String target,
      @Param("deliverySeq") int deliverySeq,
      @Param("done") boolean done,
      @Param("attempts") int attempts);

  /** Removes the row of an unresolved target once the rows of the real ones are there. */
  @CrossTenant("The claim's key names one row.")
  @Delete(
      """
      DELETE FROM notification
      WHERE payment_no = #{paymentNo} AND event_id = #{eventId} AND target = #{target}
        AND delivery_seq = #{deliverySeq} AND status IN ('PENDING', 'RETRYING', 'DELIVERING')
      """)
  int dissolve(
      @Param("paymentNo") String paymentNo,
      @Param("eventId") String eventId,
      @Param("target") String target,
      @Param("deliverySeq") int deliverySeq);

  @CrossTenant("The claim's key without its target names the rows of one event.")
  @Select(
      """
      <script>
      SELECT status FROM notification
      WHERE payment_no = #{paymentNo} AND event_id = #{eventId}
        AND delivery_seq = #{deliverySeq} AND target_kind = #{kind}
      <if test="target != null">AND target = #{target}</if>
      </script>
      """)
  List<NotificationStatus> statuses(
      @Param("paymentNo") String paymentNo,
      @Param("eventId") String eventId,
      @Param("deliverySeq") int deliverySeq,
      @Param("kind") TargetKind kind,
      @Param("target") @Nullable String target);

  /**
   * Of this delivery and later ones of the same event to the same target. Locked: one that is being
   * settled is waited for, and none is settled before the caller's transaction ends.
   */
  @CrossTenant("The claim's key names one row, and its number where the others begin.")
  @Select(
      """
      SELECT delivery_seq, status FROM notification
      WHERE payment_no = #{paymentNo} AND event_id = #{eventId} AND target = #{target}
        AND delivery_seq >= #{deliverySeq}
      ORDER BY delivery_seq LIMIT #{limit} FOR UPDATE
      """)
  List<Locked> lockFrom(
      @Param("paymentNo") String paymentNo,
      @Param("eventId") String eventId,
      @Param("target") String target,
      @Param("deliverySeq") int deliverySeq,
      @Param("limit") int limit);

  /** A delivery of {@link #lockFrom}. */
  record Locked(int deliverySeq, NotificationStatus status) {}

  /**
   * The next rows of a merchant, or of a payment of its own, newest first, whatever they are: so a
   * look has a bound. Of a payment there are few, while the database, left to itself, may look for
   * them among all of the merchant's, which are in the order that is wanted.
   */
  @Select(
      """
      <script>
      SELECT notification_no, target, status FROM notification
      <if test="paymentNo != null">FORCE INDEX (uk_notification_claim)</if>
      WHERE merchant_no = #{merchantNo}
      <if test="paymentNo != null">AND payment_no = #{paymentNo}</if>
      <if test="after != null">AND notification_no &lt; #{after}</if>
      ORDER BY notification_no DESC LIMIT #{limit}
      </script>
      """)
  List<LogHead> heads(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") @Nullable String paymentNo,
      @Param("after") @Nullable String after,
      @Param("limit") int limit);

  @Select(
      """
      <script>/*client prepare*/
      SELECT * FROM notification WHERE merchant_no = #{merchantNo} AND notification_no IN
        <foreach collection="numbers" item="n" open="(" separator="," close=")">#{n}</foreach>
      ORDER BY notification_no DESC
      </script>
      """)
  List<NotificationDO> byNumbers(
      @Param("merchantNo") String merchantNo, @Param("numbers") List<String> numbers);

  @CrossTenant("For operators, who may see every merchant's.")
  @Select("SELECT * FROM notification WHERE notification_no = #{notificationNo}")
  @Nullable NotificationDO ofAnybody(@Param("notificationNo") String notificationNo);
}
