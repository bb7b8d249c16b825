package com.zhaoli.pay.merchant.trail.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

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
      <script>
      SELECT * FROM audit_log WHERE id &lt; #{before}
      <if test="subject != null">AND subject = #{subject}</if>
      <if test="operatorNo != null">AND operator_no = #{operatorNo}</if>
       ORDER BY id DESC LIMIT #{limit}
      </script>
      """)
  List<AuditLogDO> page(
      @Param("subject") @Nullable String subject,
      @Param("operatorNo") @Nullable String operatorNo,
      @Param("before") long before,
      @Param("limit") int limit);
}
