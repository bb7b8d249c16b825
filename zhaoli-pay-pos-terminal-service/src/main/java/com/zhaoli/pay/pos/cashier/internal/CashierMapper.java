package com.zhaoli.pay.pos.cashier.internal;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
interface CashierMapper {

  @Insert(
      """
      INSERT INTO cashier (merchant_no, store_id, cashier_no, name, role, status, pin_hash,
                           created_at, updated_at)
      VALUES (#{merchantNo}, #{storeId}, #{cashierNo}, #{name}, #{role}, #{status}, #{pinHash},
              #{createdAt}, #{createdAt})
      """)
  int insert(CashierDO row);

  @Select(
      """
      SELECT * FROM cashier
       WHERE merchant_no = #{merchantNo} AND store_id = #{storeId} AND cashier_no = #{cashierNo}
      """)
  @Nullable CashierDO find(
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId,
      @Param("cashierNo") String cashierNo);

  @Select(
      """
      SELECT * FROM cashier
       WHERE merchant_no = #{merchantNo} AND store_id = #{storeId} AND cashier_no > #{after}
       ORDER BY cashier_no LIMIT #{limit}
      """)
  List<CashierDO> list(
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId,
      @Param("after") String after,
      @Param("limit") int limit);

  /** The lock comes first: it is decided by the number of failures before. */
  @Update(
      """
      UPDATE cashier
         SET locked_until = CASE WHEN failures >= 4 THEN #{lockUntil} ELSE NULL END,
             failures = CASE WHEN failures >= 4 THEN 0 ELSE failures + 1 END, updated_at = #{now}
       WHERE merchant_no = #{merchantNo} AND store_id = #{storeId} AND cashier_no = #{cashierNo}
         AND status = 'ACTIVE' AND (locked_until IS NULL OR locked_until <= #{now})
      """)
  int takeTry(
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId,
      @Param("cashierNo") String cashierNo,
      @Param("now") Instant now,
      @Param("lockUntil") Instant lockUntil);

  @Update(
      """
      UPDATE cashier SET failures = 0, locked_until = NULL, updated_at = #{now}
       WHERE merchant_no = #{merchantNo} AND store_id = #{storeId} AND cashier_no = #{cashierNo}
      """)
  int forgetTries(
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId,
      @Param("cashierNo") String cashierNo,
      @Param("now") Instant now);

  @Update(
      """
      <script>
      UPDATE cashier SET updated_at = #{now}
      <if test="role != null">, role = #{role}</if>
      <if test="status != null">, status = #{status}</if>
      <if test="pinHash != null">, pin_hash = #{pinHash}, failures = 0, locked_until = NULL</if>
       WHERE merchant_no = #{merchantNo} AND store_id = #{storeId} AND cashier_no = #{cashierNo}
      </script>
      """)
  int change(
      @Param("merchantNo") String merchantNo,
      @Param("storeId") String storeId,
      @Param("cashierNo") String cashierNo,
      @Param("role") @Nullable String role,
      @Param("status") @Nullable String status,
      @Param("pinHash") @Nullable String pinHash,
      @Param("now") Instant now);
}
