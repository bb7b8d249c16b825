package com.zhaoli.pay.notify.dispatch.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Rows of {@code event_message}. */
@Mapper
@CrossTenant("A batch holds events of many merchants; nobody outside reads this table.")
public interface EventMessageMapper {

  /** Stores what is new; what is there already keeps the intake that brought it. */
  @Insert(
      """
      <script>/*client prepare*/
      INSERT INTO event_message (event_id, delivery_seq, payment_no, intake_no, payload, created_at)
      VALUES
      <foreach collection="rows" item="r" separator=",">
        (#{r.eventId}, #{r.deliverySeq}, #{r.paymentNo}, #{r.intakeNo}, #{r.payload},
         UTC_TIMESTAMP(3))
      </foreach>
      ON DUPLICATE KEY UPDATE event_id = VALUES(event_id)
      </script>
      """)
  int store(@Param("rows") List<EventMessageDO> rows);

  /** Which of these events a certain intake brought. */
  @Select(
      """
      <script>/*client prepare*/
      SELECT event_id, delivery_seq FROM event_message
      WHERE intake_no = #{intakeNo} AND event_id IN
        <foreach collection="eventIds" item="e" open="(" separator="," close=")">#{e}</foreach>
      </script>
      """)
  List<EventMessageDO> broughtBy(
      @Param("intakeNo") String intakeNo, @Param("eventIds") Collection<String> eventIds);

  @Select(
      """
      <script>/*client prepare*/
      SELECT event_id, delivery_seq, payload FROM event_message WHERE event_id IN
        <foreach collection="eventIds" item="e" open="(" separator="," close=")">#{e}</foreach>
      </script>
      """)
  List<EventMessageDO> payloads(@Param("eventIds") Collection<String> eventIds);
}
