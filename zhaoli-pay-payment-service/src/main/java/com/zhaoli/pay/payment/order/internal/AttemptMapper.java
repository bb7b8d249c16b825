package com.zhaoli.pay.payment.order.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.client.job.WorkPlan.RangeEnd;
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

  /** Written out: on the hot path the general statement would be put together for each row. */
  @Insert(
      """
      INSERT INTO payment_attempt
        (attempt_no, payment_no, merchant_no, channel, channel_account_no, method,
         payer_id, store_id, amount_fen, status, call_until, next_sync_at, created_at,
         updated_at)
      VALUES
        (#{attemptNo}, #{paymentNo}, #{merchantNo}, #{channel}, #{channelAccountNo},
         #{method}, #{payerId}, #{storeId}, #{amountFen}, #{status}, #{callUntil},
         #{nextSyncAt}, #{createdAt}, #{updatedAt})
      """)
  @Override
  int insert(AttemptDO row);

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

  /** Ends one's own right; another's, taken since, stays. */
  @Update(
      """
      UPDATE payment_attempt SET call_until = #{now}
      WHERE attempt_no = #{attemptNo} AND merchant_no = #{merchantNo} AND status = 'CREATED'
        AND call_until = #{claimedUntil}
      """)
  int releaseCall(
      @Param("merchantNo") String merchantNo,
      @Param("attemptNo") String attemptNo,
      @Param("claimedUntil") Instant claimedUntil,
      @Param("now") Instant now);

  /** Moves an order alone; 0 when it is no longer where it was read. */
  @Update(
      """
      UPDATE payment_attempt SET status = #{to}, updated_at = #{now}, next_sync_at = #{nextSyncAt},
        channel_trade_no = COALESCE(#{channelTradeNo}, channel_trade_no),
        paid_at = COALESCE(#{paidAt}, paid_at)
      WHERE attempt_no = #{attemptNo} AND merchant_no = #{merchantNo} AND status = #{from}
      """)
  int compareAndSet(
      @Param("merchantNo") String merchantNo,
      @Param("attemptNo") String attemptNo,
      @Param("from") AttemptStatus from,
      @Param("to") AttemptStatus to,
      @Param("channelTradeNo") @Nullable String channelTradeNo,
      @Param("paidAt") @Nullable Instant paidAt,
      @Param("nextSyncAt") @Nullable Instant nextSyncAt,
      @Param("now") Instant now);

  /**
   * Marks an order to be undone, unless it or the payment has moved, or money is going back. Both
   * rows are written, so that both are locked and read as they are.
   */
  @Update(
      """
      UPDATE payment_attempt a JOIN payment p ON p.payment_no = a.payment_no
      SET a.status = 'REVERSING', a.updated_at = #{now}, a.next_sync_at = #{nextSyncAt},
        p.updated_at = #{now}
      WHERE a.attempt_no = #{attemptNo} AND a.merchant_no = #{merchantNo} AND a.status = #{from}
        AND p.status IN ('CREATED', 'PAYING', 'SUCCEEDED') AND p.refund_reserved_fen = 0
      """)
  int compareAndMarkReversing(
      @Param("merchantNo") String merchantNo,
      @Param("attemptNo") String attemptNo,
      @Param("from") AttemptStatus from,
      @Param("nextSyncAt") Instant nextSyncAt,
      @Param("now") Instant now);

  /** The payment's other orders are given up; the sync takes them off at their channels. */
  @Update(
      """
      UPDATE payment_attempt SET status = 'CLOSING', updated_at = #{now}, next_sync_at = #{now}
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo}
        AND attempt_no <> #{attemptNo} AND status IN ('CREATED', 'PAYING')
      """)
  int giveUpOthers(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("attemptNo") String attemptNo,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE payment_attempt SET next_sync_at = #{now}
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo}
        AND NOT attempt_no <=> #{attemptNo} AND next_sync_at > #{now}
      """)
  int hastenOthers(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("attemptNo") @Nullable String attemptNo,
      @Param("now") Instant now);

  @Select(
      """
      SELECT COUNT(*) FROM payment_attempt
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo}
      """)
  int count(@Param("merchantNo") String merchantNo, @Param("paymentNo") String paymentNo);

  /** Keeps it once, however often the channel tells it. */
  @Insert(
      """
      INSERT IGNORE INTO payment_anomaly (attempt_no, channel_trade_no, payment_no, merchant_no,
        kind, amount_fen, refund_no, created_at)
      VALUES (#{attemptNo}, #{channelTradeNo}, #{paymentNo}, #{merchantNo}, #{kind},
        #{amountFen}, #{refundNo}, #{now})
      """)
  int insertAnomaly(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("attemptNo") String attemptNo,
      @Param("channelTradeNo") String channelTradeNo,
      @Param("kind") String kind,
      @Param("amountFen") long amountFen,
      @Param("refundNo") String refundNo,
      @Param("now") Instant now);

  /** The refund that gives recorded money back from now on. */
  @Update(
      """
      UPDATE payment_anomaly SET refund_no = #{to}
      WHERE attempt_no = #{attemptNo} AND merchant_no = #{merchantNo} AND refund_no = #{from}
      """)
  int replaceAnomalyRefund(
      @Param("merchantNo") String merchantNo,
      @Param("attemptNo") String attemptNo,
      @Param("from") String from,
      @Param("to") String to);

  /**
   * Locks due attempts of one shard of a channel, the longest due first. What another instance has
   * locked is passed over. CRC-32 is the same on every server and in Java.
   */
  @CrossTenant("the sync asks for the orders of all merchants")
  @Select(
      """
      SELECT attempt_no FROM payment_attempt
      WHERE channel = #{channel} AND next_sync_at <= #{now}
        AND MOD(CRC32(attempt_no), #{shards}) = #{shard}
      ORDER BY next_sync_at LIMIT #{limit}
      FOR UPDATE SKIP LOCKED
      """)
  List<String> lockDue(
      @Param("channel") String channel,
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

  /**
   * What is due, cut into ranges: each row is a range's last number, and how many are due by it.
   */
  @CrossTenant("the sync asks for the orders of all merchants")
  @Select(
      """
      SELECT attempt_no, place FROM (
        SELECT attempt_no, ROW_NUMBER() OVER (ORDER BY attempt_no) AS place,
          COUNT(*) OVER () AS everything
        FROM payment_attempt WHERE next_sync_at <= #{cutoff}) due
      WHERE MOD(place, #{every}) = 0 OR place = everything
      ORDER BY attempt_no LIMIT #{limit}
      """)
  List<RangeEnd> dueRanges(
      @Param("cutoff") Instant cutoff, @Param("every") int every, @Param("limit") int limit);

  @CrossTenant("the sync asks for the orders of all merchants")
  @Select(
      """
      SELECT attempt_no FROM payment_attempt
      WHERE attempt_no > #{after} AND attempt_no <= #{upTo} AND next_sync_at <= #{cutoff}
      ORDER BY attempt_no LIMIT #{limit}
      """)
  List<String> dueWithin(
      @Param("cutoff") Instant cutoff,
      @Param("after") String after,
      @Param("upTo") String upTo,
      @Param("limit") int limit);

  /** Leases one; 0 when it was not due then, or somebody else has it. A null takes any open one. */
  @CrossTenant("the sync asks for the orders of all merchants")
  @Update(
      """
      UPDATE payment_attempt SET next_sync_at = #{until}
      WHERE attempt_no = #{attemptNo} AND next_sync_at <= COALESCE(#{due}, next_sync_at)
      """)
  int leaseOne(
      @Param("attemptNo") String attemptNo,
      @Param("due") @Nullable Instant due,
      @Param("until") Instant until);

  /** Not where the order was given up since it was read: that is due at once. */
  @Update(
      """
      UPDATE payment_attempt SET next_sync_at = #{next}
      WHERE attempt_no = #{attemptNo} AND merchant_no = #{merchantNo}
        AND next_sync_at IS NOT NULL AND (status <> 'CLOSING' OR #{read} = 'CLOSING')
      """)
  int scheduleSync(
      @Param("merchantNo") String merchantNo,
      @Param("attemptNo") String attemptNo,
      @Param("read") AttemptStatus read,
      @Param("next") Instant next);
}
