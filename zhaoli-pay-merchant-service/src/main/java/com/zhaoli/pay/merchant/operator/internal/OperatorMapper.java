package com.zhaoli.pay.merchant.operator.internal;

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
@CrossTenant("Operators belong to the platform.")
interface OperatorMapper extends BaseMapper<OperatorDO> {

  /** Rows are locked in the order of their numbers, so that two who do this never deadlock. */
  @Select(
      """
      SELECT operator_no FROM operator_account FORCE INDEX (PRIMARY)
       WHERE status = 'ENABLED' AND initial_until IS NULL AND FIND_IN_SET('ADMIN', roles) > 0
       ORDER BY operator_no FOR UPDATE
      """)
  List<String> lockAdmins();

  @Update(
      """
      UPDATE operator_account SET status = #{to}
       WHERE operator_no = #{operatorNo} AND status = #{from}
      """)
  int move(
      @Param("operatorNo") String operatorNo, @Param("from") String from, @Param("to") String to);

  @Update(
      """
      UPDATE operator_account SET roles = #{to}
       WHERE operator_no = #{operatorNo} AND roles = #{from}
      """)
  int changeRoles(
      @Param("operatorNo") String operatorNo, @Param("from") String from, @Param("to") String to);

  @Update(
      """
      UPDATE operator_account SET password_hash = #{to}, initial_until = #{initialUntil}
       WHERE operator_no = #{operatorNo} AND password_hash = #{from}
      """)
  int changePassword(
      @Param("operatorNo") String operatorNo,
      @Param("from") String from,
      @Param("to") String to,
      @Param("initialUntil") @Nullable Instant initialUntil);
}
