package com.zhaoli.pay.merchant.tries.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

@Mapper
@CrossTenant("Whoever tries is nobody's merchant yet.")
interface TryMapper extends BaseMapper<TryDO> {

  @Insert(
      """
      INSERT IGNORE INTO login_attempt (username_hash, failed, locked_until, updated_at)
      VALUES (#{usernameHash}, 0, NULL, #{now})
      """)
  int ensure(@Param("usernameHash") String usernameHash, @Param("now") Instant now);

  /**
   * Takes one try, counting it as failed until {@link #deleteById} says otherwise. Assignments run
   * from left to right: locked_until sees the new count. A lock that has ended starts a new count.
   */
  @Update(
      """
      UPDATE login_attempt
         SET failed = CASE WHEN locked_until IS NULL THEN failed + 1 ELSE 1 END,
             locked_until = CASE WHEN failed >= #{limit} THEN #{lockUntil} ELSE NULL END,
             updated_at = #{now}
       WHERE username_hash = #{usernameHash} AND (locked_until IS NULL OR locked_until <= #{now})
      """)
  int take(
      @Param("usernameHash") String usernameHash,
      @Param("now") Instant now,
      @Param("limit") int limit,
      @Param("lockUntil") Instant lockUntil);

  /** With one try less than the limit there is no lock. */
  @Update(
      """
      UPDATE login_attempt SET failed = GREATEST(failed - 1, 0), locked_until = NULL
       WHERE username_hash = #{usernameHash}
      """)
  int giveBack(@Param("usernameHash") String usernameHash);

  /** A lock outlasts the age of its row. */
  @Delete(
      """
      DELETE FROM login_attempt
       WHERE updated_at < #{before} AND (locked_until IS NULL OR locked_until <= #{now})
       LIMIT 1000
      """)
  int removeOlderThan(@Param("before") Instant before, @Param("now") Instant now);
}
