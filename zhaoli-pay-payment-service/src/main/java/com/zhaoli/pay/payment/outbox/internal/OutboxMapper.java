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
import org.jspecify.annotations.Nullable;

/** Statements on outbox_event. */
@Mapper
@CrossTenant("the outbox carries the events of all merchants, and answers none of them")
public interface OutboxMapper extends BaseMapper<OutboxEventDO> {

  /** Written out: on the hot path the general statement would be put together for each row. */
  @Insert(
      """
      INSERT INTO outbox_event
        (event_id, payment_no, version, event_type, member, created_at, due_at)
      VALUES
        (#{eventId}, #{paymentNo}, #{version}, #{eventType}, #{member}, #{createdAt},
         #{dueAt})
      """)
  @Override
  int insert(OutboxEventDO row);

  /** Locks due events, oldest first; what another instance has locked is passed over. */
  @Select(
      """
      SELECT event_id, member FROM outbox_event
      WHERE published_at IS NULL AND due_at <= #{now}
      ORDER BY event_id LIMIT #{limit}
      FOR UPDATE SKIP LOCKED
      """)
  List<OutboxEventDO> lockDue(@Param("now") Instant now, @Param("limit") int limit);

  @Update(
      """
      <script>
      UPDATE outbox_event SET due_at = #{dueAt}
      WHERE published_at IS NULL AND event_id IN
      <foreach collection="eventIds" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int setDue(@Param("eventIds") List<String> eventIds, @Param("dueAt") Instant dueAt);

  @Update(
      """
      <script>
      UPDATE outbox_event SET published_at = #{publishedAt}
      WHERE published_at IS NULL AND event_id IN
      <foreach collection="eventIds" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int markPublished(
      @Param("eventIds") List<String> eventIds, @Param("publishedAt") Instant publishedAt);

  @Select(
      """
      SELECT created_at FROM outbox_event WHERE published_at IS NULL ORDER BY event_id LIMIT 1
      """)
  @Nullable Instant oldestUnpublished();

  /** Published events of long ago; the consumers keep their own log. */
  @Delete(
      """
      DELETE FROM outbox_event WHERE published_at < #{before} ORDER BY published_at LIMIT #{limit}
      """)
  int deletePublished(@Param("before") Instant before, @Param("limit") int limit);
}
