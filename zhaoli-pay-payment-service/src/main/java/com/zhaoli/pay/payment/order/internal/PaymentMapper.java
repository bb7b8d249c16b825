package com.zhaoli.pay.payment.order.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.payment.order.PaymentStatus;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on payment. */
@Mapper
public interface PaymentMapper extends BaseMapper<PaymentDO> {
  String COLUMNS =
      """
      SELECT p.*, a.attempt_no AS order_no, a.channel AS order_channel,
             a.channel_account_no AS order_account_no, a.amount_fen AS order_amount_fen,
             a.status AS order_status, a.code_url AS order_code_url,
             a.channel_trade_no AS order_trade_no, a.call_until AS order_call_until
      """;
  String CURRENT = " FROM payment p JOIN payment_attempt a ON a.attempt_no = p.attempt_no ";
  String BY_ATTEMPT = " FROM payment_attempt a JOIN payment p ON p.payment_no = a.payment_no ";

  @Select(COLUMNS + CURRENT + "WHERE p.payment_no = #{paymentNo} AND p.merchant_no = #{merchantNo}")
  @Nullable PaymentDO find(
      @Param("merchantNo") String merchantNo, @Param("paymentNo") String paymentNo);

  @Select(
      COLUMNS + CURRENT + "WHERE p.merchant_no = #{merchantNo} AND p.out_trade_no = #{outTradeNo}")
  @Nullable PaymentDO findByOutTradeNo(
      @Param("merchantNo") String merchantNo, @Param("outTradeNo") String outTradeNo);

  @CrossTenant("a channel names an order by the number it got, and knows no merchant of ours")
  @Select(COLUMNS + BY_ATTEMPT + "WHERE a.attempt_no = #{attemptNo}")
  @Nullable PaymentDO findByAttempt(@Param("attemptNo") String attemptNo);

  @CrossTenant("the sync asks for the orders of all merchants")
  @Select(
      "<script>"
          + COLUMNS
          + BY_ATTEMPT
          + """
          WHERE a.attempt_no IN
          <foreach collection="attemptNos" item="no" open="(" separator="," close=")">#{no}</foreach>
          </script>
          """)
  List<PaymentDO> findByAttempts(@Param("attemptNos") List<String> attemptNos);

  /** One step of the state machine; 0 when the payment is no longer where it was read. */
  @Update(
      """
      UPDATE payment SET status = #{to}, updated_at = #{now}
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo} AND status = #{from}
      """)
  int compareAndSetStatus(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("from") PaymentStatus from,
      @Param("to") PaymentStatus to,
      @Param("now") Instant now);

  /** The last step, with what is known now; 0 when the payment is no longer where it was read. */
  @Update(
      """
      UPDATE payment SET status = #{to}, updated_at = #{now},
        channel_trade_no = #{channelTradeNo}, failure_code = #{failureCode}, paid_at = #{paidAt},
        event_version = #{eventVersion}
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo} AND status = #{from}
        AND event_version = #{readVersion}
      """)
  int compareAndSettle(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("from") PaymentStatus from,
      @Param("to") PaymentStatus to,
      @Param("readVersion") int readVersion,
      @Param("eventVersion") int eventVersion,
      @Param("channelTradeNo") @Nullable String channelTradeNo,
      @Param("failureCode") @Nullable String failureCode,
      @Param("paidAt") @Nullable Instant paidAt,
      @Param("now") Instant now);
}
