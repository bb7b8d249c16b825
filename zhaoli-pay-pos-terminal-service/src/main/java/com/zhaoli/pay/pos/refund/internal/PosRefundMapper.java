package com.zhaoli.pay.pos.refund.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
interface PosRefundMapper {

  @Insert(
      """
      INSERT INTO pos_refund
        (out_refund_no, terminal_no, terminal_refund_no, merchant_no, store_id, shift_no, trade_no,
         payment_no, channel, amount_fen, reason, supervisor_no, status, next_look_at, created_at,
         updated_at)
      VALUES
        (#{outRefundNo}, #{terminalNo}, #{terminalRefundNo}, #{merchantNo}, #{storeId}, #{shiftNo},
         #{tradeNo}, #{paymentNo}, #{channel}, #{amountFen}, #{reason}, #{supervisorNo}, #{status},
         #{nextLookAt}, #{createdAt}, #{createdAt})
      """)
  int insert(PosRefundDO row);

  @Select(
      """
      SELECT * FROM pos_refund
       WHERE terminal_no = #{terminalNo} AND terminal_refund_no = #{terminalRefundNo}
         AND merchant_no = #{merchantNo}
      """)
  @Nullable PosRefundDO find(
      @Param("merchantNo") String merchantNo,
      @Param("terminalNo") String terminalNo,
      @Param("terminalRefundNo") String terminalRefundNo);

  @Select(
      """
      SELECT * FROM pos_refund
       WHERE out_refund_no = #{outRefundNo} AND merchant_no = #{merchantNo}
      """)
  @Nullable PosRefundDO reread(
      @Param("merchantNo") String merchantNo, @Param("outRefundNo") String outRefundNo);

  @Select(
      """
      SELECT * FROM pos_refund WHERE next_look_at <= #{now}
       ORDER BY next_look_at, out_refund_no LIMIT #{limit}
      """)
  @CrossTenant("The platform follows all refunds to their end.")
  List<PosRefundDO> due(@Param("now") Instant now, @Param("limit") int limit);

  @Update(
      """
      UPDATE pos_refund SET next_look_at = #{until}
       WHERE out_refund_no = #{outRefundNo} AND merchant_no = #{merchantNo}
         AND next_look_at = #{readAs}
      """)
  int lease(
      @Param("merchantNo") String merchantNo,
      @Param("outRefundNo") String outRefundNo,
      @Param("readAs") Instant readAs,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE pos_refund
         SET status = #{row.status}, failure_code = #{row.failureCode},
             refund_no = COALESCE(#{row.refundNo}, refund_no),
             refunded_at = COALESCE(#{row.refundedAt}, refunded_at),
             next_look_at = #{row.nextLookAt}, version = version + 1, updated_at = #{row.updatedAt}
       WHERE out_refund_no = #{row.outRefundNo} AND merchant_no = #{merchantNo}
         AND version = #{row.version} AND status = 'PROCESSING'
      """)
  int settle(@Param("merchantNo") String merchantNo, @Param("row") PosRefundDO row);

  @Select(
      """
      SELECT channel, COUNT(*) AS refund_count, SUM(amount_fen) AS amount_fen FROM pos_refund
       WHERE shift_no = #{shiftNo} AND merchant_no = #{merchantNo} AND status <> 'FAILED'
       GROUP BY channel
      """)
  List<RefundedTotalDO> madeIn(
      @Param("merchantNo") String merchantNo, @Param("shiftNo") String shiftNo);
}
