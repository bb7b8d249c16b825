package com.zhaoli.pay.wechat.scene.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Of the scenes those of permanent codes, which never expire. */
@Mapper
@CrossTenant("Scenes belong to the official account.")
interface QrCodeMapper {

  @Select("SELECT * FROM qr_scene WHERE scene = #{scene} AND expires_at IS NULL")
  @Nullable QrSceneDO find(@Param("scene") String scene);

  @Select(
      """
      SELECT * FROM qr_scene
       WHERE app_id = #{appId} AND expires_at IS NULL AND scene < #{before}
       ORDER BY scene DESC LIMIT #{limit}
      """)
  List<QrSceneDO> page(
      @Param("appId") String appId, @Param("before") String before, @Param("limit") int limit);

  @Update(
      """
      UPDATE qr_scene SET label = #{row.label}, used_label = #{row.label},
             business_id = #{row.businessId}, replies_json = #{row.repliesJson},
             reply_key = #{row.replyKey}, tag_id = #{row.tagId}, version = version + 1,
             updated_by = #{row.updatedBy}, updated_at = #{row.updatedAt}
       WHERE scene = #{row.scene} AND version = #{version} AND state <> 'REFUSED'
      """)
  int change(@Param("row") QrSceneDO row, @Param("version") long version);

  @Update(
      """
      UPDATE qr_scene SET state = #{to}, version = version + 1, updated_by = #{by},
             updated_at = #{at}
       WHERE scene = #{scene} AND version = #{version} AND state = #{from}
      """)
  int move(
      @Param("scene") String scene,
      @Param("version") long version,
      @Param("from") String from,
      @Param("to") String to,
      @Param("by") String by,
      @Param("at") Instant at);

  @Select(
      """
      SELECT scene FROM qr_scene
       WHERE next_attempt_at <= #{now} ORDER BY next_attempt_at LIMIT #{limit}
      """)
  List<String> due(@Param("now") Instant now, @Param("limit") int limit);

  @Update(
      """
      UPDATE qr_scene SET lease_owner = #{owner}, next_attempt_at = #{until}
       WHERE scene = #{scene} AND state = 'MAKING' AND next_attempt_at <= #{now}
      """)
  int lease(
      @Param("scene") String scene,
      @Param("owner") String owner,
      @Param("now") Instant now,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE qr_scene SET state = 'ACTIVE', ticket = #{ticket}, url = #{url}, problem = NULL,
             attempts = attempts + 1, lease_owner = NULL, next_attempt_at = NULL,
             updated_at = #{at}
       WHERE scene = #{scene} AND state = 'MAKING' AND lease_owner = #{owner}
      """)
  int made(
      @Param("scene") String scene,
      @Param("owner") String owner,
      @Param("ticket") String ticket,
      @Param("url") String url,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE qr_scene SET state = 'REFUSED', error_code = #{errcode}, used_label = NULL,
             attempts = attempts + 1, lease_owner = NULL, next_attempt_at = NULL,
             updated_at = #{at}
       WHERE scene = #{scene} AND state = 'MAKING' AND lease_owner = #{owner}
      """)
  int refused(
      @Param("scene") String scene,
      @Param("owner") String owner,
      @Param("errcode") int errcode,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE qr_scene SET attempts = attempts + 1, problem = #{problem}, lease_owner = NULL,
             next_attempt_at = #{nextAttemptAt}
       WHERE scene = #{scene} AND state = 'MAKING' AND lease_owner = #{owner}
      """)
  int postpone(
      @Param("scene") String scene,
      @Param("owner") String owner,
      @Param("nextAttemptAt") Instant nextAttemptAt,
      @Param("problem") String problem);

  @Select(
      """
      SELECT day, scans, follows FROM qr_scan_day
       WHERE scene = #{scene} AND day BETWEEN #{from} AND #{to} ORDER BY day
      """)
  List<ScanDayDO> scans(
      @Param("scene") String scene, @Param("from") LocalDate from, @Param("to") LocalDate to);
}
