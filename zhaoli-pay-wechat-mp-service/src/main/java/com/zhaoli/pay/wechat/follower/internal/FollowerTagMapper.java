package com.zhaoli.pay.wechat.follower.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
@CrossTenant("Followers belong to an official account.")
interface FollowerTagMapper extends BaseMapper<FollowerTagDO> {

  @Select(
      """
      <script>
      SELECT app_id, tag_id, follower_id FROM wechat_follower_tag WHERE follower_id IN
      <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
       ORDER BY follower_id, tag_id
      </script>
      """)
  List<FollowerTagDO> of(@Param("ids") List<Long> ids);

  @Insert(
      """
      <script>
      INSERT IGNORE INTO wechat_follower_tag (app_id, tag_id, follower_id) VALUES
      <foreach collection="rows" item="row" separator=",">
        (#{row.appId}, #{row.tagId}, #{row.followerId})
      </foreach>
      </script>
      """)
  int add(@Param("rows") List<FollowerTagDO> rows);

  @Delete(
      """
      DELETE FROM wechat_follower_tag
       WHERE app_id = #{row.appId} AND tag_id = #{row.tagId} AND follower_id = #{row.followerId}
      """)
  int remove(@Param("row") FollowerTagDO row);

  /** WeChat takes all tags from who leaves. */
  @Delete(
      """
      <script>
      DELETE FROM wechat_follower_tag WHERE follower_id IN
      <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
      </script>
      """)
  int removeAllOf(@Param("ids") List<Long> ids);

  @Insert(
      """
      <script>
      INSERT IGNORE INTO wechat_follower_tag (app_id, tag_id, follower_id)
      SELECT app_id, #{tagId}, id FROM wechat_follower
       WHERE app_id = #{appId} AND state = 'FOLLOWING' AND openid IN
      <foreach collection="openids" item="openid" open="(" separator="," close=")">
        #{openid}
      </foreach>
      </script>
      """)
  int tag(
      @Param("appId") String appId,
      @Param("tagId") int tagId,
      @Param("openids") List<String> openids);

  @Delete(
      """
      <script>
      DELETE t FROM wechat_follower_tag t JOIN wechat_follower f ON f.id = t.follower_id
       WHERE t.app_id = #{appId} AND t.tag_id = #{tagId} AND f.app_id = #{appId} AND f.openid IN
      <foreach collection="openids" item="openid" open="(" separator="," close=")">
        #{openid}
      </foreach>
      </script>
      """)
  int untag(
      @Param("appId") String appId,
      @Param("tagId") int tagId,
      @Param("openids") List<String> openids);

  @Delete(
      """
      DELETE FROM wechat_follower_tag WHERE app_id = #{appId} AND tag_id = #{tagId} LIMIT #{limit}
      """)
  int untagSome(@Param("appId") String appId, @Param("tagId") int tagId, @Param("limit") int limit);
}
