package com.zhaoli.pay.payment.order.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.payment.order.AttemptStatus;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on payment_attempt and on what went wrong with attempts. */
@Mapper
public interface AttemptMapper extends BaseMapper<AttemptDO> {

  /** Takes the right to call the channel until then; 0 when somebody has it or nobody needs it. */
  @Update(
      """
      UPDATE payment_attempt SET call_until = #{until}
      WHERE attempt_no = #{attemptNo} AND merchant_no = #{merchantNo} AND status = 'CREATED'
        AND call_until <= #{now}
      """)
  int claimCall(
      @Param("merchantNo") String merchantNo,
      @Param("attemptNo") String attemptNo,
      @Param("now") Instant now,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE payment_attempt SET call_until = #{now}
      WHERE attempt_no = #{attemptNo} AND merchant_no = #{merchantNo} AND status = 'CREATED'
      """)
  int releaseCall(
      @Param("merchantNo") String merchantNo,
      @Param("attemptNo") String attemptNo,
      @Param("now") Instant now);

  /** 0 when the attempt is no longer where it was read. A null leaves its column as it is. */
  @Update(
      """
      UPDATE payment_attempt SET status = #{to}, updated_at = #{now},
        code_url = COALESCE(#{codeUrl}, code_url),
        channel_trade_no = COALESCE(#{channelTradeNo}, channel_trade_no),
        next_sync_at = CASE WHEN #{open} THEN next_sync_at ELSE NULL END
      WHERE attempt_no = #{attemptNo} AND merchant_no = #{merchantNo} AND status = #{from}
      """)
  int compareAndSet(
      @Param("merchantNo") String merchantNo,
      @Param("attemptNo") String attemptNo,
      @Param("from") AttemptStatus from,
      @Param("to") AttemptStatus to,
      @Param("codeUrl") @Nullable String codeUrl,
      @Param("channelTradeNo") @Nullable String channelTradeNo,
      @Param("open") boolean open,
      @Param("now") Instant now);

  /** Keeps it once, however often the channel tells it. */
  @Insert(
      """
      INSERT IGNORE INTO payment_anomaly
        (attempt_no, channel_trade_no, payment_no, merchant_no, kind, amount_fen, created_at)
      VALUES (#{attemptNo}, #{channelTradeNo}, #{paymentNo}, #{merchantNo}, #{kind},
        #{amountFen}, #{now})
      """)
  int insertAnomaly(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("attemptNo") String attemptNo,
      @Param("channelTradeNo") String channelTradeNo,
      @Param("kind") String kind,
      @Param("amountFen") long amountFen,
      @Param("now") Instant now);

  /**
   * Locks due attempts of one shard, the longest due first. What another instance has locked is
   * passed over. CRC-32 is the same on every server and in Java.
   */
  @CrossTenant("the sync asks for the orders of all merchants")
  @Select(
      """
      SELECT attempt_no FROM payment_attempt
      WHERE next_sync_at <= #{now} AND MOD(CRC32(attempt_no), #{shards}) = #{shard}
      ORDER BY next_sync_at LIMIT #{limit}
      FOR UPDATE SKIP LOCKED
      """)
  List<String> lockDue(
      @Param("now") Instant now,
      @Param("shard") int shard,
      @Param("shards") int shards,
      @Param("limit") int limit);

  @CrossTenant("the sync asks for the orders of all merchants")
  @Update(
      """
      <script>
      UPDATE payment_attempt SET next_sync_at = #{until}
      WHERE next_sync_at IS NOT NULL AND attempt_no IN
      <foreach collection="attemptNos" item="no" open="(" separator="," close=")">#{no}</foreach>
      </script>
      """)
  int lease(@Param("attemptNos") List<String> attemptNos, @Param("until") Instant until);

  @Update(
      """
      UPDATE payment_attempt SET next_sync_at = #{next}
      WHERE attempt_no = #{attemptNo} AND merchant_no = #{merchantNo}
        AND next_sync_at IS NOT NULL
      """)
  int scheduleSync(
      @Param("merchantNo") String merchantNo,
      @Param("attemptNo") String attemptNo,
      @Param("next") Instant next);
}
