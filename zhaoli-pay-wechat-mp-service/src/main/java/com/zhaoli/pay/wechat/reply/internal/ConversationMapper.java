package com.zhaoli.pay.wechat.reply.internal;

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
@CrossTenant("Conversations belong to the official account.")
interface ConversationMapper extends BaseMapper<ConversationDO> {

  /**
   * A reply of one part that was handed over is done; else the lease goes on. A plan gives way only
   * when it was the answer to a push that waits no longer.
   */
  @Update(
      """
      UPDATE wechat_conversation SET reply = #{row.reply}, source = #{row.source},
             rule_no = #{row.ruleNo}, passive = #{row.passive}, parts = #{row.parts},
             parts_begun = #{row.partsBegun}, status = #{row.status},
             settled_at = #{row.settledAt}
       WHERE id = #{row.id} AND lease_owner = #{row.leaseOwner}
         AND (source IS NULL OR passive = 1)
      """)
  int plan(@Param("row") ConversationDO row);

  @Select(
      """
      SELECT id FROM wechat_conversation
       WHERE status = 'PENDING' AND next_attempt_at <= #{now}
       ORDER BY next_attempt_at LIMIT #{limit}
      """)
  List<Long> due(@Param("now") Instant now, @Param("limit") int limit);

  @Update(
      """
      UPDATE wechat_conversation SET lease_owner = #{owner}, next_attempt_at = #{until}
       WHERE id = #{id} AND status = 'PENDING' AND next_attempt_at <= #{now}
      """)
  int lease(
      @Param("id") long id,
      @Param("owner") String owner,
      @Param("now") Instant now,
      @Param("until") Instant until);

  /** Before a part is sent, so that it is never sent twice. */
  @Update(
      """
      UPDATE wechat_conversation SET parts_begun = #{part} + 1, next_attempt_at = #{until}
       WHERE id = #{id} AND lease_owner = #{owner} AND status = 'PENDING'
         AND parts_begun = #{part}
      """)
  int beginPart(
      @Param("id") long id,
      @Param("owner") String owner,
      @Param("part") int part,
      @Param("until") Instant until);

  /**
   * Gives the lease back; of the parts, these were begun. Without effect when more were begun
   * since.
   */
  @Update(
      """
      UPDATE wechat_conversation SET parts_begun = #{partsBegun}, attempts = #{attempts},
             problem = #{problem}, next_attempt_at = #{nextAttemptAt}, lease_owner = NULL
       WHERE id = #{id} AND lease_owner = #{owner} AND status = 'PENDING'
         AND parts_begun = #{expectedBegun}
      """)
  int postpone(
      @Param("id") long id,
      @Param("owner") String owner,
      @Param("expectedBegun") int expectedBegun,
      @Param("partsBegun") int partsBegun,
      @Param("attempts") int attempts,
      @Param("problem") @Nullable String problem,
      @Param("nextAttemptAt") Instant nextAttemptAt);

  @Update(
      """
      UPDATE wechat_conversation SET status = #{status}, problem = #{problem},
             settled_at = #{at}, lease_owner = NULL
       WHERE id = #{id} AND lease_owner = #{owner} AND status = 'PENDING'
      """)
  int settle(
      @Param("id") long id,
      @Param("owner") String owner,
      @Param("status") String status,
      @Param("problem") @Nullable String problem,
      @Param("at") Instant at);

  /** Each account is read by its index, in the order of the page. */
  @Select(
      """
      <script>
      SELECT * FROM (
        <foreach collection="accounts" item="account" separator="UNION ALL">
        (SELECT * FROM wechat_conversation
          WHERE account = #{account} AND created_at &gt;= #{from} AND created_at &lt;= #{to}
            AND (created_at &lt; #{to} OR id &lt; #{before})
          <if test="openid != null">AND openid = #{openid}</if>
          ORDER BY created_at DESC, id DESC LIMIT #{limit})
        </foreach>
      ) page
       ORDER BY created_at DESC, id DESC LIMIT #{limit}
      </script>
      """)
  List<ConversationDO> page(
      @Param("accounts") List<String> accounts,
      @Param("openid") @Nullable String openid,
      @Param("from") Instant from,
      @Param("to") Instant to,
      @Param("before") long before,
      @Param("limit") int limit);

  @Update(
      """
      UPDATE wechat_conversation SET account = #{account}
       WHERE account = #{former} ORDER BY created_at LIMIT #{limit}
      """)
  int adopt(
      @Param("former") String former, @Param("account") String account, @Param("limit") int limit);

  @Delete(
      """
      DELETE FROM wechat_conversation
       WHERE created_at < #{before} ORDER BY created_at LIMIT #{limit}
      """)
  int deleteBefore(@Param("before") Instant before, @Param("limit") int limit);
}
