package com.zhaoli.pay.wechat.message.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("WeChat counts by official account.")
interface TemplateUsageMapper {

  @Insert(
      """
      INSERT INTO template_usage (app_id, day, scene, template_id, accepted, refused,
             misconfigured, not_sent, unknown)
      VALUES (#{appId}, #{day}, #{scene}, #{templateId}, #{accepted}, #{refused},
              #{misconfigured}, #{notSent}, #{unknown})
      ON DUPLICATE KEY UPDATE accepted = accepted + VALUES(accepted),
             refused = refused + VALUES(refused),
             misconfigured = misconfigured + VALUES(misconfigured),
             not_sent = not_sent + VALUES(not_sent), unknown = unknown + VALUES(unknown)
      """)
  int add(TemplateUsageDO row);

  @Select(
      """
      SELECT * FROM template_usage WHERE app_id = #{appId} AND day = #{day}
       ORDER BY scene, template_id
      """)
  List<TemplateUsageDO> ofDay(@Param("appId") String appId, @Param("day") LocalDate day);

  @Delete("DELETE FROM template_usage WHERE day < #{before} ORDER BY day LIMIT #{limit}")
  int deleteBefore(@Param("before") LocalDate before, @Param("limit") int limit);

  @Insert(
      """
      INSERT INTO template_stop (app_id, stopped_until) VALUES (#{appId}, #{until})
      ON DUPLICATE KEY UPDATE stopped_until = GREATEST(stopped_until, VALUES(stopped_until))
      """)
  int stop(@Param("appId") String appId, @Param("until") Instant until);

  @Select("SELECT stopped_until FROM template_stop WHERE app_id = #{appId}")
  @Nullable Instant stoppedUntil(@Param("appId") String appId);
}
