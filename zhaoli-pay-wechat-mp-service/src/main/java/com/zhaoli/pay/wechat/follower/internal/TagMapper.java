package com.zhaoli.pay.wechat.follower.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
@CrossTenant("Tags belong to an official account.")
interface TagMapper extends BaseMapper<TagDO> {

  @Select("SELECT * FROM wechat_tag WHERE app_id = #{appId} ORDER BY tag_id")
  List<TagDO> of(@Param("appId") String appId);

  /** What WeChat told, unless it was changed since WeChat was asked. */
  @Insert(
      """
      INSERT INTO wechat_tag (app_id, tag_id, name, followers, refreshed_at)
      VALUES (#{row.appId}, #{row.tagId}, #{row.name}, #{row.followers}, #{row.refreshedAt})
      ON DUPLICATE KEY UPDATE
        name = IF(edited_at IS NULL OR edited_at < VALUES(refreshed_at), VALUES(name), name),
        followers = VALUES(followers), refreshed_at = VALUES(refreshed_at)
      """)
  int refresh(@Param("row") TagDO row);

  @Delete(
      """
      DELETE FROM wechat_tag
       WHERE app_id = #{appId} AND refreshed_at < #{askedAt}
         AND (edited_at IS NULL OR edited_at < #{askedAt})
      """)
  int removeOthers(@Param("appId") String appId, @Param("askedAt") Instant askedAt);

  @Update(
      """
      UPDATE wechat_tag SET change_no = #{changeNo}
       WHERE app_id = #{appId} AND tag_id = #{tagId} AND name = #{expected}
         AND change_no IS NULL
      """)
  int claim(
      @Param("appId") String appId,
      @Param("tagId") int tagId,
      @Param("expected") String expected,
      @Param("changeNo") String changeNo);

  @Update("UPDATE wechat_tag SET change_no = NULL WHERE app_id = #{appId} AND change_no = #{no}")
  int release(@Param("appId") String appId, @Param("no") String changeNo);

  @Insert(
      """
      INSERT INTO wechat_tag (app_id, tag_id, name, followers, edited_at, refreshed_at)
      VALUES (#{appId}, #{tagId}, #{name}, 0, #{at}, #{at})
      ON DUPLICATE KEY UPDATE name = VALUES(name), edited_at = VALUES(edited_at)
      """)
  int named(
      @Param("appId") String appId,
      @Param("tagId") int tagId,
      @Param("name") String name,
      @Param("at") Instant at);

  @Delete("DELETE FROM wechat_tag WHERE app_id = #{appId} AND tag_id = #{tagId}")
  int remove(@Param("appId") String appId, @Param("tagId") int tagId);
}
