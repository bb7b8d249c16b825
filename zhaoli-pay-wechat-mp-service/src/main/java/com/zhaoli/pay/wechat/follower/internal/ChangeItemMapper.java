package com.zhaoli.pay.wechat.follower.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("Followers belong to an official account.")
interface ChangeItemMapper extends BaseMapper<ChangeItemDO> {

  @Insert(
      """
      <script>
      INSERT INTO follower_change_item (change_no, openid, status) VALUES
      <foreach collection="openids" item="openid" separator=",">
        (#{changeNo}, #{openid}, 'PENDING')
      </foreach>
      </script>
      """)
  int insertAll(@Param("changeNo") String changeNo, @Param("openids") List<String> openids);

  @Select(
      """
      SELECT openid FROM follower_change_item
       WHERE change_no = #{changeNo} AND status = 'PENDING' ORDER BY openid LIMIT #{limit}
      """)
  List<String> pending(@Param("changeNo") String changeNo, @Param("limit") int limit);

  @Update(
      """
      <script>
      UPDATE follower_change_item SET status = #{status}, error_code = #{errorCode}
       WHERE change_no = #{changeNo} AND status = 'PENDING' AND openid IN
      <foreach collection="openids" item="openid" open="(" separator="," close=")">
        #{openid}
      </foreach>
      </script>
      """)
  int settle(
      @Param("changeNo") String changeNo,
      @Param("openids") List<String> openids,
      @Param("status") String status,
      @Param("errorCode") @Nullable Integer errorCode);

  @Select(
      """
      SELECT openid, status, error_code FROM follower_change_item
       WHERE change_no = #{changeNo} AND openid > #{after} ORDER BY openid LIMIT #{limit}
      """)
  List<ChangeItemDO> page(
      @Param("changeNo") String changeNo, @Param("after") String after, @Param("limit") int limit);

  @Select(
      """
      SELECT openid, status, error_code FROM follower_change_item
       WHERE change_no = #{changeNo} AND status = 'REFUSED' ORDER BY openid LIMIT #{limit}
      """)
  List<ChangeItemDO> refused(@Param("changeNo") String changeNo, @Param("limit") int limit);

  /** All of one change: a thousand at most. */
  @Delete("DELETE FROM follower_change_item WHERE change_no = #{changeNo}")
  int removeOf(@Param("changeNo") String changeNo);
}
