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
interface ChangeMapper extends BaseMapper<ChangeDO> {

  /** The first of each account: the others wait for it. */
  @Select(
      """
      SELECT MIN(change_no) FROM follower_change WHERE status = 'RUNNING' GROUP BY app_id
      """)
  List<String> firsts();

  @Select(
      """
      SELECT MIN(change_no) FROM follower_change WHERE status = 'RUNNING' AND app_id = #{appId}
      """)
  @Nullable String first(@Param("appId") String appId);

  @Update(
      """
      UPDATE follower_change SET next_attempt_at = #{now}
       WHERE change_no = #{changeNo} AND status = 'RUNNING' AND lease_owner IS NULL
         AND next_attempt_at > #{now}
      """)
  int hurry(@Param("changeNo") String changeNo, @Param("now") Instant now);

  @Update(
      """
      UPDATE follower_change SET asked_at = #{now}
       WHERE change_no = #{changeNo} AND status = 'RUNNING' AND lease_owner = #{owner}
      """)
  int asking(
      @Param("changeNo") String changeNo, @Param("owner") String owner, @Param("now") Instant now);

  /** A leased row is due again when its lease ends, should its worker die. */
  @Update(
      """
      UPDATE follower_change SET lease_owner = #{owner}, next_attempt_at = #{until}
       WHERE change_no = #{changeNo} AND status = 'RUNNING' AND next_attempt_at <= #{now}
      """)
  int lease(
      @Param("changeNo") String changeNo,
      @Param("owner") String owner,
      @Param("now") Instant now,
      @Param("until") Instant until);

  /** What one call came to, and the lease goes on. */
  @Update(
      """
      UPDATE follower_change SET done = done + #{done}, refused = refused + #{refused},
             attempts = 0, error_code = COALESCE(#{errorCode}, error_code),
             problem = COALESCE(#{problem}, problem), next_attempt_at = #{until}
       WHERE change_no = #{changeNo} AND status = 'RUNNING' AND lease_owner = #{owner}
      """)
  int progress(
      @Param("changeNo") String changeNo,
      @Param("owner") String owner,
      @Param("done") int done,
      @Param("refused") int refused,
      @Param("errorCode") @Nullable Integer errorCode,
      @Param("problem") @Nullable String problem,
      @Param("until") Instant until);

  @Update(
      """
      UPDATE follower_change SET attempts = #{attempts},
             problem = COALESCE(#{problem}, problem), next_attempt_at = #{nextAttemptAt},
             lease_owner = NULL
       WHERE change_no = #{changeNo} AND status = 'RUNNING' AND lease_owner = #{owner}
      """)
  int postpone(
      @Param("changeNo") String changeNo,
      @Param("owner") String owner,
      @Param("attempts") int attempts,
      @Param("problem") @Nullable String problem,
      @Param("nextAttemptAt") Instant nextAttemptAt);

  @Update(
      """
      UPDATE follower_change SET status = #{status}, tag_id = COALESCE(#{tagId}, tag_id),
             problem = COALESCE(#{problem}, problem), lease_owner = NULL, settled_at = #{at}
       WHERE change_no = #{changeNo} AND status = 'RUNNING' AND lease_owner = #{owner}
      """)
  int settle(
      @Param("changeNo") String changeNo,
      @Param("owner") String owner,
      @Param("status") String status,
      @Param("tagId") @Nullable Integer tagId,
      @Param("problem") @Nullable String problem,
      @Param("at") Instant at);

  @Select(
      """
      SELECT * FROM follower_change WHERE app_id = #{appId} AND change_no < #{before}
       ORDER BY change_no DESC LIMIT #{limit}
      """)
  List<ChangeDO> page(
      @Param("appId") String appId, @Param("before") String before, @Param("limit") int limit);

  /**
   * Those that ended before, the oldest first: one that is under way has no end. By their numbers,
   * which sort by the time when they began.
   */
  @Select(
      """
      SELECT change_no FROM follower_change
       WHERE change_no < #{beforeNo} AND settled_at < #{before} ORDER BY change_no LIMIT #{limit}
      """)
  List<String> endedBefore(
      @Param("beforeNo") String beforeNo,
      @Param("before") Instant before,
      @Param("limit") int limit);

  @Delete("DELETE FROM follower_change WHERE change_no = #{changeNo} AND status <> 'RUNNING'")
  int remove(@Param("changeNo") String changeNo);
}
