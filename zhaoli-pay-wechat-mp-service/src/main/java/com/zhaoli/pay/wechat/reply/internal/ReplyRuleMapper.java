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

@Mapper
@CrossTenant("Rules belong to the official account.")
interface ReplyRuleMapper extends BaseMapper<ReplyRuleDO> {

  @Select("SELECT version FROM reply_rule_version WHERE id = 1")
  long version();

  @Update("UPDATE reply_rule_version SET version = version + 1 WHERE id = 1")
  int raiseVersion();

  @Select("SELECT COUNT(*) FROM reply_rule WHERE account IN (#{account}, #{former})")
  int count(@Param("account") String account, @Param("former") String former);

  @Select(
      """
      SELECT * FROM reply_rule WHERE account IN (#{account}, #{former})
       ORDER BY rule_no LIMIT #{limit}
      """)
  List<ReplyRuleDO> of(
      @Param("account") String account, @Param("former") String former, @Param("limit") int limit);

  @Select("SELECT * FROM reply_rule ORDER BY account, rule_no LIMIT #{limit}")
  List<ReplyRuleDO> all(@Param("limit") int limit);

  @Update(
      """
      UPDATE reply_rule SET account = #{row.account}, name = #{row.name}, kind = #{row.kind}, pattern = #{row.pattern},
             priority = #{row.priority}, window_json = #{row.windowJson},
             replies_json = #{row.repliesJson}, version = version + 1,
             updated_at = #{row.updatedAt}, updated_by = #{row.updatedBy}
       WHERE rule_no = #{row.ruleNo} AND account IN (#{row.account}, #{former})
         AND version = #{version}
      """)
  int change(
      @Param("row") ReplyRuleDO row,
      @Param("former") String former,
      @Param("version") long version);

  @Update("UPDATE reply_rule SET account = #{account} WHERE account = #{former}")
  int adopt(@Param("former") String former, @Param("account") String account);

  @Update(
      """
      UPDATE reply_rule SET enabled = #{enabled}, version = version + 1, updated_at = #{at},
             updated_by = #{by}
       WHERE rule_no = #{ruleNo} AND version = #{version}
      """)
  int enable(
      @Param("ruleNo") String ruleNo,
      @Param("version") long version,
      @Param("enabled") boolean enabled,
      @Param("at") Instant at,
      @Param("by") String by);

  @Delete("DELETE FROM reply_rule WHERE rule_no = #{ruleNo} AND version = #{version}")
  int remove(@Param("ruleNo") String ruleNo, @Param("version") long version);
}
