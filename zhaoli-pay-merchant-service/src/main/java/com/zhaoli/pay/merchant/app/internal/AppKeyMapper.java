package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
@CrossTenant("The gateway asks by app id, to learn the merchant.")
interface AppKeyMapper extends BaseMapper<AppKeyDO> {

  /** Keys in force, the newest first: of two numbers the longer, then the greater is newer. */
  @Select(
      """
      SELECT * FROM app_key
       WHERE app_id = #{appId} AND status = 'ENABLED'
         AND (expires_at IS NULL OR expires_at > #{now})
       ORDER BY LENGTH(key_id) DESC, key_id DESC
      """)
  List<AppKeyDO> live(@Param("appId") String appId, @Param("now") Instant now);

  @Select(
      """
      SELECT * FROM app_key
       WHERE app_id = #{appId}
       ORDER BY (status = 'ENABLED' AND (expires_at IS NULL OR expires_at > #{now})) DESC,
                LENGTH(key_id) DESC, key_id DESC
       LIMIT #{limit}
      """)
  List<AppKeyDO> list(
      @Param("appId") String appId, @Param("now") Instant now, @Param("limit") int limit);

  /** No key in force outlives {@code endsAt}. */
  @Update(
      """
      UPDATE app_key SET expires_at = #{endsAt}
       WHERE app_id = #{appId} AND status = 'ENABLED'
         AND (expires_at IS NULL OR expires_at > #{endsAt})
      """)
  int endLive(@Param("appId") String appId, @Param("endsAt") Instant endsAt);

  @Update(
      """
      UPDATE app_key SET status = 'REVOKED'
       WHERE app_id = #{appId} AND key_id = #{keyId} AND status = 'ENABLED'
      """)
  int revoke(@Param("appId") String appId, @Param("keyId") String keyId);

  @Update(
      """
      UPDATE app_key SET expires_at = NULL
       WHERE app_id = #{appId} AND status = 'ENABLED' AND expires_at > #{now}
      """)
  int keepLive(@Param("appId") String appId, @Param("now") Instant now);
}
