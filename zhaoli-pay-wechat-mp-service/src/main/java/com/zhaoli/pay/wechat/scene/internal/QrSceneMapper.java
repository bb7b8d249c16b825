package com.zhaoli.pay.wechat.scene.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

@Mapper
@CrossTenant("Scenes belong to the official account.")
interface QrSceneMapper extends BaseMapper<QrSceneDO> {

  @Update("UPDATE qr_scene SET ticket = #{ticket}, url = #{url} WHERE scene = #{scene}")
  int setTicket(
      @Param("scene") String scene, @Param("ticket") String ticket, @Param("url") String url);
}
