package com.zhaoli.pay.merchant.member.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant(
    "The register of all merchants: a row is named by its own merchantNo, operators list all.")
interface MerchantMapper extends BaseMapper<MerchantDO> {

  @Update(
      """
      UPDATE merchant SET status = #{to}, audited_by = #{operatorNo}, audited_at = #{at},
             reject_reason = #{reason}, salt_sealed = #{saltSealed}
       WHERE merchant_no = #{merchantNo} AND status = #{from}
      """)
  int compareAndSetStatus(
      @Param("merchantNo") String merchantNo,
      @Param("from") String from,
      @Param("to") String to,
      @Param("operatorNo") String operatorNo,
      @Param("at") Instant at,
      @Param("reason") @Nullable String reason,
      @Param("saltSealed") @Nullable String saltSealed);

  @Select(
      """
      SELECT merchant_no FROM merchant WHERE status = #{status} AND merchant_no > #{after}
       ORDER BY merchant_no LIMIT #{limit}
      """)
  List<String> numbers(
      @Param("status") String status, @Param("after") String after, @Param("limit") int limit);

  @Update(
      """
      UPDATE merchant SET status = #{to} WHERE merchant_no = #{merchantNo} AND status = #{from}
      """)
  int move(
      @Param("merchantNo") String merchantNo, @Param("from") String from, @Param("to") String to);

  @Update(
      """
      UPDATE merchant SET credentials_shown_at = NULL, credentials_confirmed_at = NULL
       WHERE merchant_no = #{merchantNo} AND status = 'APPROVED'
      """)
  int reopenCredentials(@Param("merchantNo") String merchantNo);

  @Update(
      """
      UPDATE merchant SET credentials_shown_at = #{at}
       WHERE merchant_no = #{merchantNo} AND status = 'APPROVED' AND credentials_shown_at IS NULL
      """)
  int showCredentials(@Param("merchantNo") String merchantNo, @Param("at") Instant at);

  @Update(
      """
      UPDATE merchant SET credentials_confirmed_at = #{at}
       WHERE merchant_no = #{merchantNo} AND credentials_shown_at IS NOT NULL
         AND credentials_confirmed_at IS NULL
      """)
  int confirmCredentials(@Param("merchantNo") String merchantNo, @Param("at") Instant at);
}
