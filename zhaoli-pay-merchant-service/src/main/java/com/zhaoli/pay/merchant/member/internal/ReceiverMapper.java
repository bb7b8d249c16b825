package com.zhaoli.pay.merchant.member.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
@CrossTenant("Who leaves the official account is unbound from all merchants.")
interface ReceiverMapper extends BaseMapper<ReceiverDO> {

  @Update(
      """
      UPDATE merchant_receiver SET openid = #{openid}, bound_at = #{at}, unbound_at = NULL
       WHERE merchant_no = #{merchantNo} AND role = #{role} AND openid IS NULL
      """)
  int bindIfUnbound(
      @Param("merchantNo") String merchantNo,
      @Param("role") String role,
      @Param("openid") String openid,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE merchant_receiver SET openid = NULL, unbound_at = #{at}
       WHERE openid = #{openid} AND bound_at <= #{at}
      """)
  int unbind(@Param("openid") String openid, @Param("at") Instant at);

  @Insert(
      """
      INSERT INTO openid_departure (openid, left_at) VALUES (#{openid}, #{at})
      ON DUPLICATE KEY UPDATE left_at = GREATEST(left_at, #{at})
      """)
  int recordDeparture(@Param("openid") String openid, @Param("at") Instant at);

  @Select(
      """
      SELECT COUNT(*) FROM openid_departure WHERE openid = #{openid} AND left_at > #{at} FOR UPDATE
      """)
  int departuresAfter(@Param("openid") String openid, @Param("at") Instant at);
}
