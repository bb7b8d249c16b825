package com.zhaoli.pay.wechat.scene.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

@Mapper
@CrossTenant("Scenes belong to the official account.")
interface QrSceneMapper extends BaseMapper<QrSceneDO> {

  @Update("UPDATE qr_scene SET ticket = #{ticket}, url = #{url} WHERE scene = #{scene}")
  int setTicket(
      @Param("scene") String scene, @Param("ticket") String ticket, @Param("url") String url);

  @Delete("DELETE FROM qr_scene WHERE expires_at < #{before} ORDER BY expires_at LIMIT #{limit}")
  int removeEndedBefore(@Param("before") Instant before, @Param("limit") int limit);
}
