package com.zhaoli.pay.notify.endpoint.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Rows of {@code webhook_endpoint}. */
@Mapper
public interface WebhookEndpointMapper extends BaseMapper<WebhookEndpointDO> {

  @Select("SELECT * FROM webhook_endpoint WHERE default_of = #{merchantNo}")
  @Nullable WebhookEndpointDO defaultOf(@Param("merchantNo") String merchantNo);

  @Select(
      """
      SELECT * FROM webhook_endpoint WHERE merchant_no = #{merchantNo} ORDER BY endpoint_no
      """)
  List<WebhookEndpointDO> ofMerchant(@Param("merchantNo") String merchantNo);

  @Select(
      """
      SELECT * FROM webhook_endpoint
      WHERE merchant_no = #{merchantNo} AND endpoint_no = #{endpointNo}
      """)
  @Nullable WebhookEndpointDO one(
      @Param("merchantNo") String merchantNo, @Param("endpointNo") String endpointNo);

  @Update(
      """
      UPDATE webhook_endpoint SET url = #{url}, updated_at = #{now}
      WHERE merchant_no = #{merchantNo} AND endpoint_no = #{endpointNo}
      """)
  int changeUrl(
      @Param("merchantNo") String merchantNo,
      @Param("endpointNo") String endpointNo,
      @Param("url") String url,
      @Param("now") LocalDateTime now);
}
