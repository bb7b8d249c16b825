package com.zhaoli.pay.wechat.trail.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Not a BaseMapper: that would bring update and delete. */
@Mapper
@CrossTenant("The log belongs to the official account.")
interface AuditLogMapper {

  @Insert(
      """
      INSERT INTO wechat_audit_log (at, operator_no, action, subject, detail, request_id)
      VALUES (#{at}, #{operatorNo}, #{action}, #{subject}, #{detail}, #{requestId})
      """)
  int append(AuditLogDO row);

  @Select(
      """
      SELECT * FROM wechat_audit_log WHERE id < #{before} ORDER BY id DESC LIMIT #{limit}
      """)
  List<AuditLogDO> page(@Param("before") long before, @Param("limit") int limit);

  @Select(
      """
      SELECT * FROM wechat_audit_log
       WHERE subject = #{subject} AND id < #{before} ORDER BY id DESC LIMIT #{limit}
      """)
  List<AuditLogDO> pageOf(
      @Param("subject") String subject, @Param("before") long before, @Param("limit") int limit);
}
