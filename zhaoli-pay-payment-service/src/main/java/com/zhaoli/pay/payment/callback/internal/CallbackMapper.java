package com.zhaoli.pay.payment.callback.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements on callback_archive. */
@Mapper
@CrossTenant("a callback is kept before anybody knows whose it is, and shown to operators only")
public interface CallbackMapper extends BaseMapper<CallbackDO> {

  /** Written out: on the hot path the general statement would be put together for each row. */
  @Insert(
      """
      INSERT INTO callback_archive
        (channel, channel_account_no, attempt_no, result, headers, body, received_at)
      VALUES
        (#{channel}, #{channelAccountNo}, #{attemptNo}, #{result}, #{headers}, #{body},
         #{receivedAt})
      """)
  @Override
  int insert(CallbackDO row);

  @Select(
      """
      SELECT * FROM callback_archive
      WHERE attempt_no = #{attemptNo} AND callback_id > #{after}
      ORDER BY callback_id LIMIT #{limit}
      """)
  List<CallbackDO> list(
      @Param("attemptNo") String attemptNo, @Param("after") long after, @Param("limit") int limit);

  @Delete("DELETE FROM callback_archive WHERE received_at < #{before} LIMIT #{limit}")
  int deleteOlder(@Param("before") Instant before, @Param("limit") int limit);
}
