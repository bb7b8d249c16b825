package com.zhaoli.pay.wechat.scene.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

@Mapper
@CrossTenant("Scenes belong to the official account.")
interface QrSceneMapper extends BaseMapper<QrSceneDO> {

  @Update("UPDATE qr_scene SET ticket = #{ticket}, url = #{url} WHERE scene = #{scene}")
  int setTicket(
      @Param("scene") String scene, @Param("ticket") String ticket, @Param("url") String url);

  @Update(
      """
      UPDATE qr_scene SET scans = scans + 1, follows = follows + #{follows},
             last_scanned_at = GREATEST(COALESCE(last_scanned_at, #{at}), #{at})
       WHERE scene = #{scene}
      """)
  int count(@Param("scene") String scene, @Param("follows") int follows, @Param("at") Instant at);

  /** Of permanent codes only. */
  @Insert(
      """
      INSERT INTO qr_scan_day (scene, day, scans, follows)
      SELECT scene, #{day}, 1, #{follows} FROM qr_scene
       WHERE scene = #{scene} AND expires_at IS NULL
      ON DUPLICATE KEY UPDATE qr_scan_day.scans = qr_scan_day.scans + 1,
             qr_scan_day.follows = qr_scan_day.follows + #{follows}
      """)
  int countDay(
      @Param("scene") String scene, @Param("follows") int follows, @Param("day") LocalDate day);

  @Delete("DELETE FROM qr_scene WHERE expires_at < #{before} ORDER BY expires_at LIMIT #{limit}")
  int removeEndedBefore(@Param("before") Instant before, @Param("limit") int limit);
}
