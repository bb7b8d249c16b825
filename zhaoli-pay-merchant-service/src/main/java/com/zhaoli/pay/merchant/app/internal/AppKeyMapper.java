package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("The gateway asks by app id, to learn the merchant.")
interface AppKeyMapper extends BaseMapper<AppKeyDO> {

  /** Keys are numbered: of two the longer number, and of two as long the greater one, is newer. */
  @Select(
      """
      SELECT key_id FROM app_key
       WHERE app_id = #{appId} AND status = 'ENABLED'
         AND (expires_at IS NULL OR expires_at > #{now})
       ORDER BY LENGTH(key_id) DESC, key_id DESC LIMIT 1
      """)
  @Nullable String newestLive(@Param("appId") String appId, @Param("now") Instant now);
}
