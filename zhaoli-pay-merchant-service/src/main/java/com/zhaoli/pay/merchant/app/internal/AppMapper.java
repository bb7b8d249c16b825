package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

@Mapper
@CrossTenant("The gateway asks by app id, to learn the merchant.")
interface AppMapper extends BaseMapper<AppDO> {

  /** Opens each change of an app or its keys; the row's lock then keeps other changes out. */
  @Update(
      """
      UPDATE app SET status = #{to}, version = version + 1
       WHERE app_id = #{appId} AND version = #{version} AND status = #{from}
      """)
  int compareAndSet(
      @Param("appId") String appId,
      @Param("version") long version,
      @Param("from") String from,
      @Param("to") String to);
}
