package com.zhaoli.pay.wechat.menu.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("Menus belong to an official account.")
interface LiveMenuMapper {

  /** Publications of an account come one after the other, so that no other is in between. */
  @Insert(
      """
      INSERT INTO menu_live
             (account, version_no, publication_no, revision, published_at, announced)
      VALUES (#{account}, #{versionNo}, #{publicationNo}, 1, #{at}, 0)
          ON DUPLICATE KEY UPDATE version_no = #{versionNo}, publication_no = #{publicationNo},
             revision = revision + 1, published_at = #{at}, announced = 0
      """)
  int replace(
      @Param("account") String account,
      @Param("versionNo") String versionNo,
      @Param("publicationNo") String publicationNo,
      @Param("at") Instant at);

  @Select(
      """
      SELECT l.account, l.version_no, l.publication_no, l.revision, l.published_at, v.content_json
        FROM menu_live l JOIN menu_version v ON v.version_no = l.version_no
       WHERE l.account = #{account}
      """)
  @Nullable LiveMenuDO find(@Param("account") String account);

  @Select("SELECT account FROM menu_live WHERE announced = 0 LIMIT #{limit}")
  List<String> unannounced(@Param("limit") int limit);

  @Update(
      """
      UPDATE menu_live SET announced = 1
       WHERE account = #{account} AND revision = #{revision} AND announced = 0
      """)
  int announced(@Param("account") String account, @Param("revision") long revision);
}
