package com.zhaoli.pay.payment.statement.internal;

import com.zhaoli.pay.common.client.job.WorkPlan.RangeEnd;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The books of one merchant and one day. Only indexes by merchant and time are walked. */
@Mapper
interface StatementMapper {

  /** A payment or a refund. */
  record Row(
      Instant at,
      String paymentNo,
      String outTradeNo,
      @Nullable String refundNo,
      @Nullable String outRefundNo,
      String subject,
      String channel,
      @Nullable String channelNo,
      long amountFen,
      String status,
      Instant updatedAt) {}

  @Select(
      """
      SELECT paid_at, payment_no, out_trade_no, NULL AS refund_no, NULL AS out_refund_no, subject,
        channel, channel_trade_no, amount_fen, status, updated_at
      FROM payment
      WHERE merchant_no = #{merchantNo}
        AND ((paid_at = #{after} AND payment_no > #{afterNo})
          OR (paid_at > #{after} AND paid_at < #{end}))
      ORDER BY paid_at, payment_no LIMIT #{limit}
      """)
  List<Row> payments(
      @Param("merchantNo") String merchantNo,
      @Param("after") Instant after,
      @Param("afterNo") String afterNo,
      @Param("end") Instant end,
      @Param("limit") int limit);

  /** What gave back money that no payment could take is not of the merchant's books. */
  @Select(
      """
      SELECT r.refunded_at, r.payment_no, p.out_trade_no, r.refund_no, r.out_refund_no, p.subject,
        r.channel, r.channel_refund_no, r.amount_fen, r.status, r.updated_at
      FROM payment_refund r JOIN payment p
        ON p.payment_no = r.payment_no AND p.merchant_no = r.merchant_no
      WHERE r.merchant_no = #{merchantNo} AND r.origin = 'MERCHANT' AND r.status = 'SUCCEEDED'
        AND ((r.refunded_at = #{after} AND r.refund_no > #{afterNo})
          OR (r.refunded_at > #{after} AND r.refunded_at < #{end}))
      ORDER BY r.refunded_at, r.refund_no LIMIT #{limit}
      """)
  List<Row> refunds(
      @Param("merchantNo") String merchantNo,
      @Param("after") Instant after,
      @Param("afterNo") String afterNo,
      @Param("end") Instant end,
      @Param("limit") int limit);

  /** Sums of a day. */
  record Sums(long number, long amountFen, long reversed, long reversedFen) {}

  @Select(
      """
      SELECT COUNT(*), COALESCE(SUM(amount_fen), 0),
        COALESCE(SUM(CASE WHEN status = 'REVERSED' THEN 1 ELSE 0 END), 0),
        COALESCE(SUM(CASE WHEN status = 'REVERSED' THEN amount_fen ELSE 0 END), 0)
      FROM payment
      WHERE merchant_no = #{merchantNo} AND paid_at >= #{from} AND paid_at < #{end}
      """)
  Sums paymentSums(
      @Param("merchantNo") String merchantNo,
      @Param("from") Instant from,
      @Param("end") Instant end);

  @Select(
      """
      SELECT COUNT(*), COALESCE(SUM(amount_fen), 0), 0, 0
      FROM payment_refund
      WHERE merchant_no = #{merchantNo} AND origin = 'MERCHANT' AND status = 'SUCCEEDED'
        AND refunded_at >= #{from} AND refunded_at < #{end}
      """)
  Sums refundSums(
      @Param("merchantNo") String merchantNo,
      @Param("from") Instant from,
      @Param("end") Instant end);

  /**
   * The merchants that had business in a time, cut into ranges. Merchants are found by hopping
   * through the index by merchant, and their time in it by one look each.
   */
  @CrossTenant("every merchant gets its own statement")
  @Select(
      """
      SELECT merchant_no, place FROM (
        SELECT m.merchant_no, ROW_NUMBER() OVER (ORDER BY m.merchant_no) AS place,
          COUNT(*) OVER () AS everything
        FROM (SELECT DISTINCT merchant_no FROM payment) m
        WHERE EXISTS (SELECT 1 FROM payment p WHERE p.merchant_no = m.merchant_no
            AND p.paid_at >= #{from} AND p.paid_at < #{end})
          OR EXISTS (SELECT 1 FROM payment_refund r WHERE r.merchant_no = m.merchant_no
            AND r.refunded_at >= #{from} AND r.refunded_at < #{end})) busy
      WHERE MOD(place, #{every}) = 0 OR place = everything
      ORDER BY merchant_no LIMIT #{limit}
      """)
  List<RangeEnd> busyRanges(
      @Param("from") Instant from,
      @Param("end") Instant end,
      @Param("every") int every,
      @Param("limit") int limit);

  @CrossTenant("every merchant gets its own statement")
  @Select(
      """
      SELECT m.merchant_no
      FROM (SELECT DISTINCT merchant_no FROM payment
        WHERE merchant_no > #{after} AND merchant_no <= #{upTo}) m
      WHERE EXISTS (SELECT 1 FROM payment p WHERE p.merchant_no = m.merchant_no
          AND p.paid_at >= #{from} AND p.paid_at < #{end})
        OR EXISTS (SELECT 1 FROM payment_refund r WHERE r.merchant_no = m.merchant_no
          AND r.refunded_at >= #{from} AND r.refunded_at < #{end})
      ORDER BY m.merchant_no LIMIT #{limit}
      """)
  List<String> busyWithin(
      @Param("from") Instant from,
      @Param("end") Instant end,
      @Param("after") String after,
      @Param("upTo") String upTo,
      @Param("limit") int limit);
}
