package com.zhaoli.pay.merchant.trail.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Not a BaseMapper: that would bring update and delete. */
@Mapper
@CrossTenant("Operators act on all merchants.")
interface AuditLogMapper {

  @Insert(
      """
      INSERT INTO audit_log (at, operator_no, action, subject, detail, request_id)
      VALUES (#{at}, #{operatorNo}, #{action}, #{subject}, #{detail}, #{requestId})
      """)
  int append(AuditLogDO row);

  @Select(
      """
      SELECT * FROM audit_log WHERE id < #{before} ORDER BY id DESC LIMIT #{limit}
      """)
  List<AuditLogDO> page(@Param("before") long before, @Param("limit") int limit);

  @Select(
      """
      SELECT * FROM audit_log
       WHERE subject = #{subject} AND id < #{before} ORDER BY id DESC LIMIT #{limit}
      """)
  List<AuditLogDO> pageOf(
      @Param("subject") String subject, @Param("before") long before, @Param("limit") int limit);
}
