package com.zhaoli.pay.wechat.menu.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("Menus belong to an official account.")
interface MenuVersionMapper extends BaseMapper<MenuVersionDO> {

  @Select(
      """
      SELECT * FROM menu_version WHERE account = #{account} AND version_no < #{before}
       ORDER BY version_no DESC LIMIT #{limit}
      """)
  List<MenuVersionDO> page(
      @Param("account") String account, @Param("before") String before, @Param("limit") int limit);

  @Update(
      """
      UPDATE menu_version SET revision = revision + 1, note = #{note},
             content_json = #{contentJson}, updated_by = #{operatorNo}, updated_at = #{at}
       WHERE version_no = #{versionNo} AND status = 'DRAFT' AND revision = #{revision}
      """)
  int edit(
      @Param("versionNo") String versionNo,
      @Param("revision") int revision,
      @Param("note") @Nullable String note,
      @Param("contentJson") String contentJson,
      @Param("operatorNo") String operatorNo,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE menu_version SET status = 'FIXED'
       WHERE version_no = #{versionNo} AND status = 'DRAFT' AND revision = #{revision}
      """)
  int fix(@Param("versionNo") String versionNo, @Param("revision") int revision);

  @Delete(
      """
      DELETE FROM menu_version
       WHERE version_no = #{versionNo} AND status = 'DRAFT' AND revision = #{revision}
      """)
  int discard(@Param("versionNo") String versionNo, @Param("revision") int revision);
}
