package com.zhaoli.pay.wechat.follower.internal;

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
@CrossTenant("Followers belong to an official account.")
interface SyncRunMapper extends BaseMapper<SyncRunDO> {

  @Select(
      """
      SELECT run_no FROM follower_sync
       WHERE status = 'RUNNING' AND next_attempt_at <= #{now}
       ORDER BY next_attempt_at LIMIT #{limit}
      """)
  List<String> due(@Param("now") Instant now, @Param("limit") int limit);

  @Select("SELECT * FROM follower_sync WHERE running_app_id = #{appId}")
  @Nullable SyncRunDO running(@Param("appId") String appId);

  /** A leased row is due again when its lease ends, should its worker die. */
  @Update(
      """
      UPDATE follower_sync SET lease_owner = #{owner}, next_attempt_at = #{until}
       WHERE run_no = #{runNo} AND status = 'RUNNING' AND next_attempt_at <= #{now}
      """)
  int lease(
      @Param("runNo") String runNo,
      @Param("owner") String owner,
      @Param("now") Instant now,
      @Param("until") Instant until);

  /** How far it came, and the lease goes on. */
  @Update(
      """
      UPDATE follower_sync SET phase = #{step.phase}, position = #{step.position},
             total = IF(#{step.total} < 0, total, #{step.total}),
             listed = IF(#{step.restarts} = 1, 0, listed + #{step.read}),
             calls = calls + #{step.calls}, restarts = restarts + #{step.restarts}, attempts = 0,
             problem = NULL, next_attempt_at = #{until}
       WHERE run_no = #{runNo} AND status = 'RUNNING' AND lease_owner = #{owner}
      """)
  int checkpoint(
      @Param("runNo") String runNo,
      @Param("owner") String owner,
      @Param("step") SyncStepRow step,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE follower_sync SET found = found + #{found}, gone = gone + #{gone},
             blocked = blocked + #{blocked}
       WHERE run_no = #{runNo}
      """)
  int count(
      @Param("runNo") String runNo,
      @Param("found") int found,
      @Param("gone") int gone,
      @Param("blocked") int blocked);

  @Update(
      """
      UPDATE follower_sync SET attempts = #{attempts}, problem = #{problem},
             next_attempt_at = #{nextAttemptAt}, lease_owner = NULL
       WHERE run_no = #{runNo} AND status = 'RUNNING' AND lease_owner = #{owner}
      """)
  int postpone(
      @Param("runNo") String runNo,
      @Param("owner") String owner,
      @Param("attempts") int attempts,
      @Param("problem") @Nullable String problem,
      @Param("nextAttemptAt") Instant nextAttemptAt);

  @Update(
      """
      <script>
      UPDATE follower_sync SET status = #{status}, running_app_id = NULL, problem = #{problem},
             lease_owner = NULL, settled_at = #{at}
       WHERE run_no = #{runNo} AND status = 'RUNNING'
       <if test="owner != null">AND lease_owner = #{owner}</if>
      </script>
      """)
  int settle(
      @Param("runNo") String runNo,
      @Param("owner") @Nullable String owner,
      @Param("status") String status,
      @Param("problem") @Nullable String problem,
      @Param("at") Instant at);

  @Select(
      """
      SELECT * FROM follower_sync WHERE app_id = #{appId} AND run_no < #{before}
       ORDER BY run_no DESC LIMIT #{limit}
      """)
  List<SyncRunDO> page(
      @Param("appId") String appId, @Param("before") String before, @Param("limit") int limit);

  /** Those that ended before; one that is under way has no end. */
  @Delete(
      """
      DELETE FROM follower_sync
       WHERE run_no < #{beforeNo} AND settled_at < #{before} ORDER BY run_no LIMIT #{limit}
      """)
  int removeEndedBefore(
      @Param("beforeNo") String beforeNo,
      @Param("before") Instant before,
      @Param("limit") int limit);
}
