package com.zhaoli.pay.payment.cashier.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on cashier_session. */
@Mapper
interface CashierSessionMapper {
  String WHERE = " WHERE payment_no = #{paymentNo} AND merchant_no = #{merchantNo} ";
  String SIGN_IN =
      """
      AND sign_in_hash = #{stateHash} AND sign_in_browser_hash = #{browserHash}
      AND sign_in_until > #{now}
      """;

  @Select("SELECT owner_hash, channel, method FROM cashier_session" + WHERE)
  @Nullable CashierSessionDO find(
      @Param("merchantNo") String merchantNo, @Param("paymentNo") String paymentNo);

  @Insert(
      """
      INSERT IGNORE INTO cashier_session
        (payment_no, merchant_no, attempts, created_at, updated_at)
      VALUES (#{paymentNo}, #{merchantNo}, 0, #{now}, #{now})
      """)
  int insertIfAbsent(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("now") Instant now);

  @Update(
      "UPDATE cashier_session SET attempts = attempts + 1, updated_at = #{now}"
          + WHERE
          + "AND attempts < #{limit}")
  int countAttempt(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("limit") int limit,
      @Param("now") Instant now);

  /** Whoever opens the payment in another way than it was, or for another person, is its owner. */
  @Update(
      "UPDATE cashier_session SET owner_hash = #{browserHash}, channel = #{channel},"
          + " method = #{method}, updated_at = #{now}"
          + WHERE
          + "AND (owner_hash IS NULL OR channel <> #{channel} OR method <> #{method}"
          + " OR #{personal})")
  int claim(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("browserHash") String browserHash,
      @Param("channel") String channel,
      @Param("method") String method,
      @Param("personal") boolean personal,
      @Param("now") Instant now);

  @Update(
      "UPDATE cashier_session SET sign_in_hash = #{stateHash},"
          + " sign_in_browser_hash = #{browserHash}, sign_in_channel = #{channel},"
          + " sign_in_until = #{until}, updated_at = #{now}"
          + WHERE)
  int beginSignIn(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("stateHash") String stateHash,
      @Param("browserHash") String browserHash,
      @Param("channel") String channel,
      @Param("until") Instant until,
      @Param("now") Instant now);

  @Select("SELECT sign_in_channel FROM cashier_session" + WHERE + SIGN_IN)
  @Nullable CashierSessionDO findSignIn(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("stateHash") String stateHash,
      @Param("browserHash") String browserHash,
      @Param("now") Instant now);

  @Update("UPDATE cashier_session SET sign_in_hash = NULL, updated_at = #{now}" + WHERE + SIGN_IN)
  int endSignIn(
      @Param("merchantNo") String merchantNo,
      @Param("paymentNo") String paymentNo,
      @Param("stateHash") String stateHash,
      @Param("browserHash") String browserHash,
      @Param("now") Instant now);

  /** Of payments with numbers below this one: they sort by the time when the payment was made. */
  @CrossTenant("What is old goes, whosever payment it was of.")
  @Delete(
      """
      DELETE FROM cashier_session WHERE payment_no < #{before} ORDER BY payment_no LIMIT #{limit}
      """)
  int deleteOlder(@Param("before") String before, @Param("limit") int limit);
}
