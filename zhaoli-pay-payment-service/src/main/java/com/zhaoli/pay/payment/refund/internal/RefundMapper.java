package com.zhaoli.pay.payment.refund.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on payment_refund. */
@Mapper
public interface RefundMapper extends BaseMapper<RefundDO> {

  @Select(
      """
      SELECT * FROM payment_refund
      WHERE refund_no = #{refundNo} AND merchant_no = #{merchantNo}
      """)
  @Nullable RefundDO find(
      @Param("merchantNo") String merchantNo, @Param("refundNo") String refundNo);

  @Select(
      """
      SELECT * FROM payment_refund
      WHERE merchant_no = #{merchantNo} AND out_refund_no = #{outRefundNo}
      """)
  @Nullable RefundDO findByOutRefundNo(
      @Param("merchantNo") String merchantNo, @Param("outRefundNo") String outRefundNo);

  @Select(
      """
      SELECT * FROM payment_refund
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo}
        AND refund_no > #{after}
      ORDER BY refund_no LIMIT #{limit}
      """)
  List<RefundDO> list(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("after") String after,
      @Param("limit") int limit);

  @CrossTenant("a channel names a refund by the number it got, and knows no merchant of ours")
  @Select("SELECT * FROM payment_refund WHERE refund_no = #{refundNo}")
  @Nullable RefundDO findOfAnybody(@Param("refundNo") String refundNo);

  /** The money is back; 0 when the refund is not in the state that it was in. */
  @Update(
      """
      UPDATE payment_refund SET status = 'SUCCEEDED', updated_at = #{now}, next_sync_at = NULL,
        channel_refund_no = #{channelRefundNo}, failure_code = NULL, refunded_at = #{refundedAt}
      WHERE refund_no = #{refundNo} AND merchant_no = #{merchantNo} AND status = #{from}
      """)
  int succeed(
      @Param("merchantNo") String merchantNo,
      @Param("refundNo") String refundNo,
      @Param("from") String from,
      @Param("channelRefundNo") @Nullable String channelRefundNo,
      @Param("refundedAt") Instant refundedAt,
      @Param("now") Instant now);

  /** The money is not back; 0 when that is decided already, or when another call began since. */
  @Update(
      """
      UPDATE payment_refund SET status = 'FAILED', updated_at = #{now}, next_sync_at = NULL,
        failure_code = #{failureCode}
      WHERE refund_no = #{refundNo} AND merchant_no = #{merchantNo} AND status = 'PROCESSING'
        AND unheard_until <=> #{unheardUntil}
      """)
  int fail(
      @Param("merchantNo") String merchantNo,
      @Param("refundNo") String refundNo,
      @Param("failureCode") String failureCode,
      @Param("unheardUntil") @Nullable Instant unheardUntil,
      @Param("now") Instant now);

  /** Gives up a refund that is under way, whoever may be calling for it. */
  @Update(
      """
      UPDATE payment_refund SET status = 'FAILED', updated_at = #{now}, next_sync_at = NULL,
        failure_code = #{failureCode}
      WHERE refund_no = #{refundNo} AND merchant_no = #{merchantNo} AND status = 'PROCESSING'
      """)
  int giveUp(
      @Param("merchantNo") String merchantNo,
      @Param("refundNo") String refundNo,
      @Param("failureCode") String failureCode,
      @Param("now") Instant now);

  /** Locks all refunds of the same money, by their numbers. */
  @Select(
      """
      SELECT * FROM payment_refund
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo}
        AND (refund_no = #{first} OR instead_of = #{first})
      ORDER BY refund_no FOR UPDATE
      """)
  List<RefundDO> lockAllOf(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("first") String first);

  /**
   * A call begins or was answered: until when one that nobody heard the answer of may take effect.
   * 0 when another call began or the refund was decided in between.
   */
  @Update(
      """
      UPDATE payment_refund SET unheard_until = #{to}
      WHERE refund_no = #{refundNo} AND merchant_no = #{merchantNo} AND status = 'PROCESSING'
        AND unheard_until <=> #{from}
      """)
  int moveUnheard(
      @Param("merchantNo") String merchantNo,
      @Param("refundNo") String refundNo,
      @Param("from") @Nullable Instant from,
      @Param("to") @Nullable Instant to);

  /**
   * Has it asked about then, if not earlier, whatever its state. The time always becomes another:
   * who still asks for it, under a lease that has run out, then cannot put it off.
   */
  @Update(
      """
      UPDATE payment_refund SET next_sync_at =
        IF(next_sync_at <= #{at}, next_sync_at - INTERVAL 1000 MICROSECOND, #{at})
      WHERE refund_no = #{refundNo} AND merchant_no = #{merchantNo} AND status <> 'SUCCEEDED'
      """)
  int askBy(
      @Param("merchantNo") String merchantNo,
      @Param("refundNo") String refundNo,
      @Param("at") Instant at);

  /** When to ask next. */
  @Update(
      """
      UPDATE payment_refund SET next_sync_at = #{next}
      WHERE refund_no = #{refundNo} AND merchant_no = #{merchantNo} AND next_sync_at IS NOT NULL
      """)
  int scheduleSync(
      @Param("merchantNo") String merchantNo,
      @Param("refundNo") String refundNo,
      @Param("next") Instant next);

  /** When to ask next, or null; 0 when another time than the lease's end stands there by now. */
  @Update(
      """
      UPDATE payment_refund SET next_sync_at = #{next}
      WHERE refund_no = #{refundNo} AND merchant_no = #{merchantNo} AND next_sync_at = #{until}
      """)
  int endLease(
      @Param("merchantNo") String merchantNo,
      @Param("refundNo") String refundNo,
      @Param("until") Instant until,
      @Param("next") @Nullable Instant next);

  /** Locks due refunds, the longest due first; what another instance has locked is passed over. */
  @CrossTenant("the sync asks for the refunds of all merchants")
  @Select(
      """
      SELECT * FROM payment_refund
      WHERE channel = #{channel} AND next_sync_at <= #{now}
      ORDER BY next_sync_at LIMIT #{limit}
      FOR UPDATE SKIP LOCKED
      """)
  List<RefundDO> lockDue(
      @Param("channel") String channel, @Param("now") Instant now, @Param("limit") int limit);

  @CrossTenant("the sync asks for the refunds of all merchants")
  @Update(
      """
      <script>
      UPDATE payment_refund SET next_sync_at = #{until}
      WHERE next_sync_at IS NOT NULL AND refund_no IN
      <foreach collection="refundNos" item="no" open="(" separator="," close=")">#{no}</foreach>
      </script>
      """)
  int lease(@Param("refundNos") List<String> refundNos, @Param("until") Instant until);
}
