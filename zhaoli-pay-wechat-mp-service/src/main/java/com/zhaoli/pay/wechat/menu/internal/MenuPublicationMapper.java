package com.zhaoli.pay.wechat.menu.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("Menus belong to an official account.")
interface MenuPublicationMapper extends BaseMapper<MenuPublicationDO> {

  @Select(
      """
      SELECT publication_no FROM menu_publication
       WHERE status = 'RUNNING' AND next_attempt_at <= #{now}
       ORDER BY next_attempt_at LIMIT #{limit}
      """)
  List<String> due(@Param("now") Instant now, @Param("limit") int limit);

  @Select(
      """
      SELECT * FROM menu_publication WHERE account = #{account} AND publication_no < #{before}
       ORDER BY publication_no DESC LIMIT #{limit}
      """)
  List<MenuPublicationDO> page(
      @Param("account") String account, @Param("before") String before, @Param("limit") int limit);

  /** A leased row is due again when its lease ends, should its publisher die. */
  @Update(
      """
      UPDATE menu_publication SET lease_owner = #{owner}, next_attempt_at = #{until}
       WHERE publication_no = #{publicationNo} AND status = 'RUNNING'
         AND next_attempt_at <= #{now}
      """)
  int lease(
      @Param("publicationNo") String publicationNo,
      @Param("owner") String owner,
      @Param("now") Instant now,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE menu_publication SET status = #{status}, running_account = NULL,
             error_code = #{errorCode}, problem = #{problem}, attempts = attempts + 1,
             lease_owner = NULL, settled_at = #{at}
       WHERE publication_no = #{publicationNo} AND status = 'RUNNING' AND lease_owner = #{owner}
      """)
  int settle(
      @Param("publicationNo") String publicationNo,
      @Param("owner") String owner,
      @Param("status") String status,
      @Param("errorCode") @Nullable Integer errorCode,
      @Param("problem") @Nullable String problem,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE menu_publication SET attempts = attempts + 1, problem = #{problem},
             next_attempt_at = #{nextAttemptAt}, lease_owner = NULL
       WHERE publication_no = #{publicationNo} AND status = 'RUNNING' AND lease_owner = #{owner}
      """)
  int postpone(
      @Param("publicationNo") String publicationNo,
      @Param("owner") String owner,
      @Param("nextAttemptAt") Instant nextAttemptAt,
      @Param("problem") String problem);
}
