package com.zhaoli.pay.notify.deadletter.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Rows of {@code dead_letter}. */
@Mapper
@CrossTenant("Dead letters are the operators'; one that cannot be read belongs to no merchant.")
public interface DeadLetterMapper extends BaseMapper<DeadLetterDO> {

  /**
   * Stores one row for each event and target. A later delivery of the same (a replay that failed as
   * well) replaces what an earlier one left.
   */
  @Insert(
      """
      INSERT INTO dead_letter (dead_letter_no, event_id, target, delivery_seq, target_kind,
        payment_no, merchant_no, event_type, payload, reason, attempts, created_at, updated_at)
      VALUES (#{deadLetterNo}, #{eventId}, #{target}, #{deliverySeq}, #{targetKind},
        #{paymentNo}, #{merchantNo}, #{eventType}, #{payload}, #{reason}, #{attempts},
        UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
      ON DUPLICATE KEY UPDATE
        updated_at = IF(VALUES(delivery_seq) > delivery_seq, VALUES(updated_at), updated_at),
        reason = IF(VALUES(delivery_seq) > delivery_seq, VALUES(reason), reason),
        attempts = IF(VALUES(delivery_seq) > delivery_seq, VALUES(attempts), attempts),
        delivery_seq = GREATEST(delivery_seq, VALUES(delivery_seq))
      """)
  int store(DeadLetterDO row);

  /** The number of the row of this event and target: the one just stored, or an older one. */
  @Select(
      "SELECT dead_letter_no FROM dead_letter WHERE event_id = #{eventId} AND target = #{target}")
  @Nullable String numberOf(@Param("eventId") String eventId, @Param("target") String target);

  @Select(
      """
      <script>
      SELECT dead_letter_no, event_id, target, delivery_seq, target_kind, payment_no, merchant_no,
        event_type, LENGTH(payload) AS payload_bytes, reason, attempts, created_at, updated_at
      FROM dead_letter
      <if test="after != null">WHERE dead_letter_no &lt; #{after}</if>
      ORDER BY dead_letter_no DESC LIMIT #{limit}
      </script>
      """)
  List<DeadLetterDO> newestFirst(@Param("after") @Nullable String after, @Param("limit") int limit);
}
