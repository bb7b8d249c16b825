package com.zhaoli.pay.merchant.message.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("The sender works off the messages of all merchants.")
interface OutboxMapper extends BaseMapper<OutboxDO> {

  /** A leased row is due again when its lease ends, should its sender die. */
  @Update(
      """
      UPDATE message_outbox SET lease_owner = #{owner}, lease_until = #{until},
             next_attempt_at = #{until}
       WHERE status = 'PENDING' AND next_attempt_at <= #{now}
       ORDER BY next_attempt_at LIMIT #{limit}
      """)
  int lease(
      @Param("owner") String owner,
      @Param("now") Instant now,
      @Param("until") Instant until,
      @Param("limit") int limit);

  @Update(
      """
      UPDATE message_outbox SET status = #{status}, last_problem = #{problem},
             attempts = attempts + 1, lease_owner = NULL, lease_until = NULL, settled_at = #{at}
       WHERE message_no = #{messageNo} AND status = 'PENDING' AND lease_owner = #{owner}
      """)
  int settle(
      @Param("messageNo") String messageNo,
      @Param("owner") String owner,
      @Param("status") String status,
      @Param("problem") @Nullable String problem,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE message_outbox SET attempts = attempts + 1, last_problem = #{problem},
             next_attempt_at = #{nextAttemptAt}, lease_owner = NULL, lease_until = NULL
       WHERE message_no = #{messageNo} AND status = 'PENDING' AND lease_owner = #{owner}
      """)
  int postpone(
      @Param("messageNo") String messageNo,
      @Param("owner") String owner,
      @Param("nextAttemptAt") Instant nextAttemptAt,
      @Param("problem") String problem);

  /** What is still to be sent is not settled. By their numbers, which sort by time. */
  @Delete(
      """
      DELETE FROM message_outbox
       WHERE message_no < #{beforeNo} AND settled_at < #{before} ORDER BY message_no LIMIT #{limit}
      """)
  int removeSettledBefore(
      @Param("beforeNo") String beforeNo,
      @Param("before") Instant before,
      @Param("limit") int limit);
}
