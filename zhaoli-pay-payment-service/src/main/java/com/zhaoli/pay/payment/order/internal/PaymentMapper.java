package com.zhaoli.pay.payment.order.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.client.job.WorkPlan.RangeEnd;
import com.zhaoli.pay.common.tenant.CrossTenant;
import com.zhaoli.pay.payment.order.PaymentStatus;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
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
             a.channel_account_no AS order_account_no, a.method AS order_method,
             a.amount_fen AS order_amount_fen, a.status AS order_status,
             a.code_url AS order_code_url, a.pay_params AS order_pay_params,
             a.payer_id AS order_payer_id, a.channel_trade_no AS order_trade_no,
             a.store_id AS order_store_id, a.paid_at AS order_paid_at,
             a.call_until AS order_call_until, a.created_at AS order_created_at
      """;
  String CURRENT = " FROM payment p LEFT JOIN payment_attempt a ON a.attempt_no = p.attempt_no ";
  String BY_ATTEMPT = " FROM payment_attempt a JOIN payment p ON p.payment_no = a.payment_no ";

  /** Written out: on the hot path the general statement would be put together for each row. */
  @Insert(
      """
      INSERT INTO payment
        (payment_no, merchant_no, app_id, out_trade_no, content_hash, amount_fen,
         subject, method, channel, status, attempt_no, pay_token, notify_url,
         return_url, attach, store_id, terminal_no, created_at, updated_at, expires_at,
         close_due_at)
      VALUES
        (#{paymentNo}, #{merchantNo}, #{appId}, #{outTradeNo}, #{contentHash},
         #{amountFen}, #{subject}, #{method}, #{channel}, #{status}, #{attemptNo},
         #{payToken}, #{notifyUrl}, #{returnUrl}, #{attach}, #{storeId}, #{terminalNo},
         #{createdAt}, #{updatedAt}, #{expiresAt}, #{closeDueAt})
      """)
  @Override
  int insert(PaymentDO row);

  @Select(COLUMNS + CURRENT + "WHERE p.payment_no = #{paymentNo} AND p.merchant_no = #{merchantNo}")
  @Nullable PaymentDO find(
      @Param("merchantNo") String merchantNo, @Param("paymentNo") String paymentNo);

  @Select(
      COLUMNS + CURRENT + "WHERE p.merchant_no = #{merchantNo} AND p.out_trade_no = #{outTradeNo}")
  @Nullable PaymentDO findByOutTradeNo(
      @Param("merchantNo") String merchantNo, @Param("outTradeNo") String outTradeNo);

  @CrossTenant("a payer's browser knows the token of one payment and no merchant of ours")
  @Select(COLUMNS + CURRENT + "WHERE p.pay_token = #{payToken}")
  @Nullable PaymentDO findByPayToken(@Param("payToken") String payToken);

  @CrossTenant("operators look after the payments of all merchants")
  @Select(COLUMNS + CURRENT + "WHERE p.payment_no = #{paymentNo}")
  @Nullable PaymentDO findOfAnybody(@Param("paymentNo") String paymentNo);

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

  /** The orders of a payment that the sync has to go on with, or that may be paid. */
  @Select(
      COLUMNS
          + BY_ATTEMPT
          + """
          WHERE a.payment_no = #{paymentNo} AND a.merchant_no = #{merchantNo}
            AND a.status IN ('CREATED', 'PAYING')
          ORDER BY a.attempt_no
          """)
  List<PaymentDO> findAtOpenAttempts(
      @Param("merchantNo") String merchantNo, @Param("paymentNo") String paymentNo);

  /** All orders of a payment, the oldest first. */
  @Select(
      COLUMNS
          + BY_ATTEMPT
          + """
          WHERE a.payment_no = #{paymentNo} AND a.merchant_no = #{merchantNo}
          ORDER BY a.attempt_no LIMIT 100
          """)
  List<PaymentDO> findAtAllAttempts(
      @Param("merchantNo") String merchantNo, @Param("paymentNo") String paymentNo);

  /** The order with the channel's own number. */
  @Select(
      COLUMNS
          + BY_ATTEMPT
          + """
          WHERE a.channel_trade_no = #{channelTradeNo} AND a.merchant_no = #{merchantNo} LIMIT 1
          """)
  @Nullable PaymentDO findByChannelTradeNo(
      @Param("merchantNo") String merchantNo, @Param("channelTradeNo") String channelTradeNo);

  /**
   * A merchant's payments by their numbers, which sort by time. The index is forced: by itself the
   * database may begin at the newest and pass over all that is on earlier pages.
   */
  @Select(
      COLUMNS
          + """
           FROM payment p FORCE INDEX (ix_payment_merchant)
             LEFT JOIN payment_attempt a ON a.attempt_no = p.attempt_no
          WHERE p.merchant_no = #{merchantNo} AND p.payment_no < #{before}
          ORDER BY p.payment_no DESC LIMIT #{limit}
          """)
  List<PaymentDO> list(
      @Param("merchantNo") String merchantNo,
      @Param("before") String before,
      @Param("limit") int limit);

  /**
   * Moves a payment and the order that it was read with; 0 when either is no longer where it was
   * read. A null leaves its column as it is, but for next_sync_at, close_due_at and failure_code.
   */
  @Update(
      """
      UPDATE payment p JOIN payment_attempt a
        ON a.attempt_no = #{m.attemptNo} AND a.payment_no = p.payment_no
      SET p.status = #{m.to}, p.updated_at = #{m.now}, p.event_version = #{m.eventVersion},
        p.attempt_no = CASE WHEN #{m.adopt} THEN a.attempt_no ELSE p.attempt_no END,
        p.channel = CASE WHEN #{m.adopt} THEN a.channel ELSE p.channel END,
        p.channel_trade_no = COALESCE(#{m.channelTradeNo}, p.channel_trade_no),
        p.paid_at = COALESCE(#{m.paidAt}, p.paid_at),
        p.failure_code = #{m.failureCode}, p.close_due_at = #{m.closeDueAt},
        a.status = #{m.attemptTo}, a.updated_at = #{m.now},
        a.code_url = COALESCE(#{m.codeUrl}, a.code_url),
        a.pay_params = COALESCE(#{m.payParams}, a.pay_params),
        a.channel_trade_no = COALESCE(#{m.channelTradeNo}, a.channel_trade_no),
        a.paid_at = COALESCE(#{m.paidAt}, a.paid_at),
        a.next_sync_at = #{m.nextSyncAt}
      WHERE p.payment_no = #{m.paymentNo} AND p.merchant_no = #{merchantNo}
        AND p.status = #{m.from} AND p.event_version = #{m.readVersion}
        AND a.status = #{m.attemptFrom}
      """)
  int compareAndMove(@Param("merchantNo") String merchantNo, @Param("m") MoveQuery move);

  /**
   * The end of a payment that has no order which a payer could pay; 0 when it has moved. An order
   * that is opened at the same moment shows in attempt_no, which is compared under the row's lock;
   * the subquery alone may see the state before that.
   */
  @Update(
      """
      UPDATE payment SET status = #{to}, updated_at = #{now}, event_version = #{readVersion} + 1,
        close_due_at = NULL
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo} AND status = #{from}
        AND event_version = #{readVersion} AND attempt_no <=> #{readAttemptNo}
        AND NOT EXISTS (SELECT 1 FROM payment_attempt a
          WHERE a.payment_no = #{paymentNo} AND a.status IN ('CREATED', 'PAYING'))
      """)
  int compareAndClose(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("from") PaymentStatus from,
      @Param("to") PaymentStatus to,
      @Param("readVersion") int readVersion,
      @Param("readAttemptNo") @Nullable String readAttemptNo,
      @Param("now") Instant now);

  /** Makes an order the current one; 0 when another has been opened or the payment has ended. */
  @Update(
      """
      UPDATE payment SET attempt_no = #{attemptNo}, channel = #{channel}, updated_at = #{now}
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo}
        AND status IN ('CREATED', 'PAYING') AND attempt_no <=> #{readAttemptNo}
      """)
  int compareAndAdopt(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("readAttemptNo") @Nullable String readAttemptNo,
      @Param("attemptNo") String attemptNo,
      @Param("channel") String channel,
      @Param("now") Instant now);

  /**
   * Sets money aside for a refund; 0 when the payment has not so much left, was paid by another
   * order than this, or is being undone. Both rows are written, so that both are locked and read as
   * they are: who undoes the order at the same moment does likewise, and one of the two finds what
   * the other did.
   */
  @Update(
      """
      UPDATE payment p JOIN payment_attempt a ON a.attempt_no = p.attempt_no
      SET p.refund_reserved_fen = p.refund_reserved_fen + #{amountFen}, p.updated_at = #{now},
        a.updated_at = #{now}
      WHERE p.payment_no = #{paymentNo} AND p.merchant_no = #{merchantNo}
        AND p.attempt_no = #{attemptNo}
        AND p.status IN ('SUCCEEDED', 'PARTIALLY_REFUNDED') AND a.status = 'SUCCEEDED'
        AND p.amount_fen - p.refund_reserved_fen >= #{amountFen}
      """)
  int reserveRefund(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("attemptNo") String attemptNo,
      @Param("amountFen") long amountFen,
      @Param("now") Instant now);

  /** Locks a payment to the end of the transaction; its events are counted under that lock. */
  @Select(
      """
      SELECT event_version FROM payment
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo} FOR UPDATE
      """)
  @Nullable Integer lockVersion(
      @Param("merchantNo") String merchantNo, @Param("paymentNo") String paymentNo);

  /** Books a refund that was set aside before: done gives it back, otherwise it is free again. */
  @Update(
      """
      UPDATE payment SET updated_at = #{now}, event_version = event_version + 1,
        status = CASE WHEN #{refundedFen} = 0 THEN status
          WHEN refunded_fen + #{refundedFen} = amount_fen THEN 'REFUNDED'
          ELSE 'PARTIALLY_REFUNDED' END,
        refunded_fen = refunded_fen + #{refundedFen},
        refund_reserved_fen = refund_reserved_fen - #{releasedFen}
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo}
        AND refund_reserved_fen - #{releasedFen} >= refunded_fen + #{refundedFen}
      """)
  int bookRefund(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("refundedFen") long refundedFen,
      @Param("releasedFen") long releasedFen,
      @Param("now") Instant now);

  /** Only counts an event, of money that is not of the payment's books. */
  @Update(
      """
      UPDATE payment SET updated_at = #{now}, event_version = event_version + 1
      WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo}
      """)
  int countEvent(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("now") Instant now);

  /** Locks payments whose time is over, the longest over first; skips what others have locked. */
  @CrossTenant("payments of all merchants are closed when their time is over")
  @Select(
      """
      SELECT payment_no FROM payment
      WHERE close_due_at <= #{now} ORDER BY close_due_at LIMIT #{limit}
      FOR UPDATE SKIP LOCKED
      """)
  List<String> lockCloseDue(@Param("now") Instant now, @Param("limit") int limit);

  /** As {@link AttemptMapper#dueRanges}, for payments whose time is over. */
  @CrossTenant("payments of all merchants are closed when their time is over")
  @Select(
      """
      SELECT payment_no, place FROM (
        SELECT payment_no, ROW_NUMBER() OVER (ORDER BY payment_no) AS place,
          COUNT(*) OVER () AS everything
        FROM payment WHERE close_due_at <= #{cutoff}) due
      WHERE MOD(place, #{every}) = 0 OR place = everything
      ORDER BY payment_no LIMIT #{limit}
      """)
  List<RangeEnd> closeDueRanges(
      @Param("cutoff") Instant cutoff, @Param("every") int every, @Param("limit") int limit);

  @CrossTenant("payments of all merchants are closed when their time is over")
  @Select(
      """
      SELECT payment_no FROM payment
      WHERE payment_no > #{after} AND payment_no <= #{upTo} AND close_due_at <= #{cutoff}
      ORDER BY payment_no LIMIT #{limit}
      """)
  List<String> closeDueWithin(
      @Param("cutoff") Instant cutoff,
      @Param("after") String after,
      @Param("upTo") String upTo,
      @Param("limit") int limit);

  /** Leases one; 0 when it was not due then, or somebody else has it. A null takes any open one. */
  @CrossTenant("payments of all merchants are closed when their time is over")
  @Update(
      """
      UPDATE payment SET close_due_at = #{until}
      WHERE payment_no = #{paymentNo} AND close_due_at <= COALESCE(#{due}, close_due_at)
      """)
  int leaseCloseOne(
      @Param("paymentNo") String paymentNo,
      @Param("due") @Nullable Instant due,
      @Param("until") Instant until);

  @CrossTenant("payments of all merchants are closed when their time is over")
  @Update(
      """
      <script>
      UPDATE payment SET close_due_at = #{until}
      WHERE close_due_at IS NOT NULL AND payment_no IN
      <foreach collection="paymentNos" item="no" open="(" separator="," close=")">#{no}</foreach>
      </script>
      """)
  int leaseClose(@Param("paymentNos") List<String> paymentNos, @Param("until") Instant until);

  @CrossTenant("payments of all merchants are closed when their time is over")
  @Select(
      "<script>"
          + COLUMNS
          + CURRENT
          + """
          WHERE p.payment_no IN
          <foreach collection="paymentNos" item="no" open="(" separator="," close=")">#{no}</foreach>
          </script>
          """)
  List<PaymentDO> findAll(@Param("paymentNos") List<String> paymentNos);
}
