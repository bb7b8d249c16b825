package com.zhaoli.pay.pos.trade.internal;

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
interface TradeMapper {

  @Insert(
      """
      INSERT INTO trade
        (trade_no, terminal_no, terminal_trade_no, merchant_no, store_id, shift_no, method,
         amount_fen, subject, content_hash, status, failure_code, undo_wanted, on_its_way_until,
         next_look_at, created_at, updated_at)
      VALUES
        (#{tradeNo}, #{terminalNo}, #{terminalTradeNo}, #{merchantNo}, #{storeId}, #{shiftNo},
         #{method}, #{amountFen}, #{subject}, #{contentHash}, #{status}, #{failureCode},
         #{undoWanted}, #{onItsWayUntil}, #{nextLookAt}, #{createdAt}, #{createdAt})
      """)
  int insert(TradeDO row);

  @Select(
      """
      SELECT * FROM trade
       WHERE terminal_no = #{terminalNo} AND terminal_trade_no = #{terminalTradeNo}
         AND merchant_no = #{merchantNo}
      """)
  @Nullable TradeDO find(
      @Param("merchantNo") String merchantNo,
      @Param("terminalNo") String terminalNo,
      @Param("terminalTradeNo") String terminalTradeNo);

  @Select(
      """
      SELECT * FROM trade
       WHERE merchant_no = #{merchantNo} AND payment_no = #{paymentNo} AND store_id = #{storeId}
       LIMIT 1
      """)
  @Nullable TradeDO findByPaymentNo(
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId,
      @Param("paymentNo") String paymentNo);

  @Select(
      """
      SELECT * FROM trade
       WHERE terminal_no = #{terminalNo} AND merchant_no = #{merchantNo}
       ORDER BY trade_no DESC LIMIT 1
      """)
  @Nullable TradeDO last(
      @Param("merchantNo") String merchantNo, @Param("terminalNo") String terminalNo);

  @Select("SELECT * FROM trade WHERE trade_no = #{tradeNo} AND merchant_no = #{merchantNo}")
  @Nullable TradeDO reread(
      @Param("merchantNo") String merchantNo, @Param("tradeNo") String tradeNo);

  @Select(
      """
      SELECT * FROM trade WHERE next_look_at <= #{now}
       ORDER BY next_look_at, trade_no LIMIT #{limit}
      """)
  @CrossTenant("The platform follows all trades to their end.")
  List<TradeDO> due(@Param("now") Instant now, @Param("limit") int limit);

  @Select(
      """
      SELECT * FROM trade
       WHERE shift_no = #{shiftNo} AND merchant_no = #{merchantNo}
         AND status IN ('PAYING', 'REVERSING')
       ORDER BY trade_no LIMIT #{limit}
      """)
  List<TradeDO> openOf(
      @Param("merchantNo") String merchantNo,
      @Param("shiftNo") String shiftNo,
      @Param("limit") int limit);

  @Select(
      """
      SELECT * FROM trade
       WHERE shift_no = #{shiftNo} AND merchant_no = #{merchantNo} AND trade_no > #{after}
       ORDER BY trade_no LIMIT #{limit}
      """)
  List<TradeDO> ofShift(
      @Param("merchantNo") String merchantNo,
      @Param("shiftNo") String shiftNo,
      @Param("after") String after,
      @Param("limit") int limit);

  @Select(
      """
      SELECT channel, COUNT(*) AS paid_count, SUM(amount_fen) AS amount_fen FROM trade
       WHERE shift_no = #{shiftNo} AND merchant_no = #{merchantNo} AND status = 'SUCCEEDED'
       GROUP BY channel
      """)
  List<PaidTotalDO> paidIn(
      @Param("merchantNo") String merchantNo, @Param("shiftNo") String shiftNo);

  @Update(
      """
      UPDATE trade SET next_look_at = #{until}
       WHERE trade_no = #{tradeNo} AND merchant_no = #{merchantNo} AND next_look_at = #{readAs}
      """)
  int lease(
      @Param("merchantNo") String merchantNo,
      @Param("tradeNo") String tradeNo,
      @Param("readAs") Instant readAs,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE trade SET next_look_at = #{at}
       WHERE trade_no = #{tradeNo} AND merchant_no = #{merchantNo}
         AND status IN ('PAYING', 'REVERSING')
      """)
  int look(
      @Param("merchantNo") String merchantNo,
      @Param("tradeNo") String tradeNo,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE trade
         SET on_its_way_until = #{now}, next_look_at = #{now}, version = version + 1,
             updated_at = #{now}
       WHERE trade_no = #{tradeNo} AND merchant_no = #{merchantNo}
         AND status IN ('PAYING', 'REVERSING')
      """)
  int endOfWay(
      @Param("merchantNo") String merchantNo,
      @Param("tradeNo") String tradeNo,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE trade
         SET undo_wanted = 1, status = 'REVERSING', next_look_at = #{now}, version = version + 1,
             updated_at = #{now}
       WHERE trade_no = #{tradeNo} AND merchant_no = #{merchantNo} AND status = 'PAYING'
      """)
  int wantUndo(
      @Param("merchantNo") String merchantNo,
      @Param("tradeNo") String tradeNo,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE trade SET undo_heard = 1, version = version + 1, updated_at = #{now}
       WHERE trade_no = #{tradeNo} AND merchant_no = #{merchantNo} AND status = 'REVERSING'
      """)
  int undoHeard(
      @Param("merchantNo") String merchantNo,
      @Param("tradeNo") String tradeNo,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE trade
         SET status = #{row.status}, failure_code = #{row.failureCode},
             payment_no = COALESCE(#{row.paymentNo}, payment_no),
             channel = COALESCE(#{row.channel}, channel),
             code_url = COALESCE(#{row.codeUrl}, code_url),
             channel_trade_no = COALESCE(#{row.channelTradeNo}, channel_trade_no),
             expires_at = COALESCE(#{row.expiresAt}, expires_at),
             paid_at = COALESCE(#{row.paidAt}, paid_at),
             next_look_at = #{row.nextLookAt}, version = version + 1, updated_at = #{row.updatedAt}
       WHERE trade_no = #{row.tradeNo} AND merchant_no = #{merchantNo}
         AND version = #{row.version} AND status IN ('PAYING', 'REVERSING')
      """)
  int settle(@Param("merchantNo") String merchantNo, @Param("row") TradeDO row);
}
