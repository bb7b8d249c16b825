package com.zhaoli.pay.wechat.event.internal;

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
@CrossTenant("Events belong to the official account.")
interface EventMapper extends BaseMapper<EventDO> {

  @Select(
      """
      SELECT event_no FROM wechat_event
       WHERE status = 'PENDING' AND next_attempt_at <= #{now}
       ORDER BY next_attempt_at LIMIT #{limit}
      """)
  List<String> due(@Param("now") Instant now, @Param("limit") int limit);

  @Select(
      """
      SELECT * FROM wechat_event
       WHERE openid = #{openid} AND (app_id = #{appId} OR (#{isMain} AND app_id IS NULL))
       ORDER BY occurred_at DESC LIMIT #{limit}
      """)
  List<EventDO> newestOf(
      @Param("appId") String appId,
      @Param("isMain") boolean isMain,
      @Param("openid") String openid,
      @Param("limit") int limit);

  /** A leased row is due again when its lease ends, should its handler die. */
  @Update(
      """
      UPDATE wechat_event SET lease_owner = #{owner}, lease_until = #{until},
             next_attempt_at = #{until}
       WHERE event_no = #{eventNo} AND status = 'PENDING' AND next_attempt_at <= #{now}
      """)
  int lease(
      @Param("eventNo") String eventNo,
      @Param("owner") String owner,
      @Param("now") Instant now,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE wechat_event SET status = #{status}, last_problem = #{problem},
             attempts = attempts + 1, lease_owner = NULL, lease_until = NULL, settled_at = #{at}
       WHERE event_no = #{eventNo} AND status = 'PENDING' AND lease_owner = #{owner}
      """)
  int settle(
      @Param("eventNo") String eventNo,
      @Param("owner") String owner,
      @Param("status") String status,
      @Param("problem") @Nullable String problem,
      @Param("at") Instant at);

  @Update(
      """
      UPDATE wechat_event SET attempts = attempts + 1, last_problem = #{problem},
             next_attempt_at = #{nextAttemptAt}, lease_owner = NULL, lease_until = NULL
       WHERE event_no = #{eventNo} AND status = 'PENDING' AND lease_owner = #{owner}
      """)
  int postpone(
      @Param("eventNo") String eventNo,
      @Param("owner") String owner,
      @Param("nextAttemptAt") Instant nextAttemptAt,
      @Param("problem") String problem);

  @Delete(
      """
      DELETE FROM wechat_event
       WHERE created_at < #{before} AND status <> 'PENDING' ORDER BY created_at LIMIT #{limit}
      """)
  int deleteBefore(@Param("before") Instant before, @Param("limit") int limit);
}
