package com.zhaoli.pay.payment.reconcile.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The books, read as a bill is: by account. The only thing that is written is when to ask next. */
@Mapper
@CrossTenant("a channel's bill is of an account, which may take the money of many merchants")
interface BooksMapper {
  String ATTEMPTS =
      """
      SELECT attempt_no, attempt_no, merchant_no, channel, channel_account_no, channel_trade_no,
        amount_fen, status, paid_at, updated_at
      FROM payment_attempt
      """;
  String REFUNDS =
      """
      SELECT refund_no, attempt_no, merchant_no, channel, channel_account_no, channel_refund_no,
        amount_fen, status, refunded_at, updated_at
      FROM payment_refund
      """;

  /** An order or a refund. */
  record Row(
      String entryNo,
      String attemptNo,
      String merchantNo,
      String channel,
      String channelAccountNo,
      @Nullable String channelNo,
      long amountFen,
      String status,
      @Nullable Instant doneAt,
      Instant updatedAt) {}

  @Select(
      "<script>"
          + ATTEMPTS
          + """
          WHERE attempt_no IN
          <foreach collection="numbers" item="no" open="(" separator="," close=")">#{no}</foreach>
          </script>
          """)
  List<Row> attempts(@Param("numbers") Collection<String> numbers);

  @Select(
      "<script>"
          + REFUNDS
          + """
          WHERE refund_no IN
          <foreach collection="numbers" item="no" open="(" separator="," close=")">#{no}</foreach>
          </script>
          """)
  List<Row> refunds(@Param("numbers") Collection<String> numbers);

  /**
   * Orders that took money in a span of time, in its order. All channels of the account's number:
   * the index knows no channel, and a page that skips the others could be a long search.
   */
  @Select(
      ATTEMPTS
          + """
          WHERE channel_account_no = #{account}
            AND ((paid_at = #{after} AND attempt_no > #{afterNo})
              OR (paid_at > #{after} AND paid_at < #{end}))
          ORDER BY paid_at, attempt_no LIMIT #{limit}
          """)
  List<Row> attemptsPaid(
      @Param("account") String account,
      @Param("after") Instant after,
      @Param("afterNo") String afterNo,
      @Param("end") Instant end,
      @Param("limit") int limit);

  /** The same of refunds. */
  @Select(
      REFUNDS
          + """
          WHERE channel_account_no = #{account}
            AND ((refunded_at = #{after} AND refund_no > #{afterNo})
              OR (refunded_at > #{after} AND refunded_at < #{end}))
          ORDER BY refunded_at, refund_no LIMIT #{limit}
          """)
  List<Row> refundsDone(
      @Param("account") String account,
      @Param("after") Instant after,
      @Param("afterNo") String afterNo,
      @Param("end") Instant end,
      @Param("limit") int limit);

  /** The next account that ever had an order: one step in the index, however many orders it has. */
  @Select(
      """
      SELECT channel_account_no FROM payment_attempt
      WHERE channel_account_no > #{after}
      ORDER BY channel_account_no LIMIT 1
      """)
  @Nullable String nextAccount(@Param("after") String after);

  @Update(
      """
      <script>
      UPDATE payment_attempt SET next_sync_at = #{now}
      WHERE status IN ('CREATED', 'PAYING', 'CLOSING', 'REVERSING')
        AND (next_sync_at IS NULL OR next_sync_at &gt; #{now}) AND attempt_no IN
      <foreach collection="numbers" item="no" open="(" separator="," close=")">#{no}</foreach>
      </script>
      """)
  int askForAttempts(@Param("numbers") Collection<String> numbers, @Param("now") Instant now);

  /** What is due already becomes another time too, which ends a lease that has run out. */
  @Update(
      """
      <script>
      UPDATE payment_refund SET next_sync_at =
        IF(next_sync_at &lt;= #{now}, next_sync_at - INTERVAL 1000 MICROSECOND, #{now})
      WHERE status IN ('PROCESSING', 'FAILED') AND refund_no IN
      <foreach collection="numbers" item="no" open="(" separator="," close=")">#{no}</foreach>
      </script>
      """)
  int askForRefunds(@Param("numbers") Collection<String> numbers, @Param("now") Instant now);
}
