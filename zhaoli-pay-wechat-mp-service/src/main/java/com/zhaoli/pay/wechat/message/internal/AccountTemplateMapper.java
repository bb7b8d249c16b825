package com.zhaoli.pay.wechat.message.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("Templates belong to the official account.")
interface AccountTemplateMapper {

  @Select("SELECT * FROM account_template WHERE app_id = #{appId} AND scene = #{scene}")
  @Nullable AccountTemplateDO find(@Param("appId") String appId, @Param("scene") String scene);

  @Insert(
      """
      INSERT INTO account_template
             (app_id, scene, template_id, title, fields_json, revision, updated_by, updated_at)
      VALUES (#{appId}, #{scene}, #{templateId}, #{title}, #{fieldsJson}, #{revision},
              #{updatedBy}, #{updatedAt})
      """)
  int insert(AccountTemplateDO row);

  /** The row carries the revision that it is to have. */
  @Update(
      """
      UPDATE account_template
         SET template_id = #{templateId}, title = #{title}, fields_json = #{fieldsJson},
             revision = #{revision}, updated_by = #{updatedBy}, updated_at = #{updatedAt}
       WHERE app_id = #{appId} AND scene = #{scene} AND revision = #{revision} - 1
      """)
  int change(AccountTemplateDO row);
}
