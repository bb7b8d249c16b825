package com.zhaoli.pay.payment.outbox.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/**
 * Statements on outbox_event. Times of its own are the database's: an instance whose clock is set
 * back or ahead takes nothing too early and keeps nothing from the others.
 */
@Mapper
@CrossTenant("the outbox carries the events of all merchants, and answers none of them")
public interface OutboxMapper extends BaseMapper<OutboxEventDO> {

  /**
   * Adds an event that is due after so many microseconds. Written out: on the hot path the general
   * statement would be put together for each row.
   */
  @Insert(
      """
      INSERT INTO outbox_event
        (event_id, payment_no, version, event_type, member, created_at, due_at)
      VALUES
        (#{row.eventId}, #{row.paymentNo}, #{row.version}, #{row.eventType}, #{row.member},
         UTC_TIMESTAMP(3), TIMESTAMPADD(MICROSECOND, #{graceMicros}, UTC_TIMESTAMP(3)))
      """)
  int add(@Param("row") OutboxEventDO row, @Param("graceMicros") long graceMicros);

  /** Locks due events, oldest first; what another instance has locked is passed over. */
  @Select(
      """
      SELECT event_id, member FROM outbox_event
      WHERE published_at IS NULL AND due_at <= UTC_TIMESTAMP(3)
      ORDER BY event_id LIMIT #{limit}
      FOR UPDATE SKIP LOCKED
      """)
  List<OutboxEventDO> lockDue(@Param("limit") int limit);

  /** When so many microseconds will have gone by. */
  @Select("SELECT TIMESTAMPADD(MICROSECOND, #{micros}, UTC_TIMESTAMP(3))")
  Instant after(@Param("micros") long micros);

  /** What is unpublished of these is due then. */
  @Update(
      """
      <script>
      UPDATE outbox_event SET due_at = #{until}
      WHERE published_at IS NULL AND event_id IN
      <foreach collection="eventIds" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int lease(@Param("eventIds") List<String> eventIds, @Param("until") Instant until);

  /**
   * What is unpublished of these is due after so many microseconds; not what another took since,
   * whose lease ends later.
   */
  @Update(
      """
      <script>
      UPDATE outbox_event
      SET due_at = TIMESTAMPADD(MICROSECOND, #{delayMicros}, UTC_TIMESTAMP(3))
      WHERE published_at IS NULL AND due_at = #{until} AND event_id IN
      <foreach collection="eventIds" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int giveBack(
      @Param("eventIds") List<String> eventIds,
      @Param("until") Instant until,
      @Param("delayMicros") long delayMicros);

  @Update(
      """
      <script>
      UPDATE outbox_event SET published_at = UTC_TIMESTAMP(3)
      WHERE published_at IS NULL AND event_id IN
      <foreach collection="eventIds" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int markPublished(@Param("eventIds") List<String> eventIds);

  /**
   * Microseconds since each of the first unpublished events was added. The first alone may not be
   * the oldest: event ids are of the time at their makers, and a clock may be behind.
   */
  @Select(
      """
      SELECT TIMESTAMPDIFF(MICROSECOND, created_at, UTC_TIMESTAMP(3)) FROM outbox_event
      WHERE published_at IS NULL ORDER BY event_id LIMIT #{limit}
      """)
  List<Long> unpublishedAgesMicros(@Param("limit") int limit);

  /** Published events of long ago; the consumers keep their own log. */
  @Delete(
      """
      DELETE FROM outbox_event
      WHERE published_at < TIMESTAMPADD(MICROSECOND, -#{keptMicros}, UTC_TIMESTAMP(3))
      ORDER BY published_at LIMIT #{limit}
      """)
  int deletePublished(@Param("keptMicros") long keptMicros, @Param("limit") int limit);
}
