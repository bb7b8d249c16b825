package com.zhaoli.pay.payment.outbox.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** Published events that are to be sent once more. */
@Mapper
@CrossTenant("the outbox carries the events of all merchants, and answers none of them")
public interface OutboxResendMapper {

  /** The database's clock, which {@code published_at} is by. */
  @Select("SELECT UTC_TIMESTAMP(3)")
  Instant now();

  /** Events published in that time, from the oldest on; none made before {@code first}. */
  @Select(
      """
      SELECT event_id FROM outbox_event
      WHERE published_at >= #{since} AND published_at < #{until} AND event_id >= #{first}
      ORDER BY published_at LIMIT #{limit}
      """)
  List<String> published(
      @Param("since") Instant since,
      @Param("until") Instant until,
      @Param("first") String first,
      @Param("limit") int limit);

  /** Those of them that nobody else has sent meanwhile are due from now on. */
  @Update(
      """
      <script>
      UPDATE outbox_event SET published_at = NULL, due_at = UTC_TIMESTAMP(3)
      WHERE published_at >= #{since} AND published_at &lt; #{until} AND event_id IN
      <foreach collection="eventIds" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int unpublish(
      @Param("eventIds") List<String> eventIds,
      @Param("since") Instant since,
      @Param("until") Instant until);
}
