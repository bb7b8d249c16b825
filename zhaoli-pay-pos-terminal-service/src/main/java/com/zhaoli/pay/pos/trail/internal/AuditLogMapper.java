package com.zhaoli.pay.pos.trail.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Not a BaseMapper: that would bring update and delete. */
@Mapper
@CrossTenant("Operators read what happened to all terminals.")
interface AuditLogMapper {

  @Insert(
      """
      INSERT INTO audit_log (at, actor, action, subject, detail, request_id)
      VALUES (#{at}, #{actor}, #{action}, #{subject}, #{detail}, #{requestId})
      """)
  int append(AuditLogDO row);

  @Select(
      """
      <script>
      SELECT * FROM audit_log WHERE id &lt; #{before}
      <if test="subject != null">AND subject = #{subject}</if>
       ORDER BY id DESC LIMIT #{limit}
      </script>
      """)
  List<AuditLogDO> page(
      @Param("subject") @Nullable String subject,
      @Param("before") long before,
      @Param("limit") int limit);
}
