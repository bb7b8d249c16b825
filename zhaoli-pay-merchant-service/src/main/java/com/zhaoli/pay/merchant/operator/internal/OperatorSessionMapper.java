package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("Operators belong to the platform.")
interface OperatorSessionMapper extends BaseMapper<OperatorSessionDO> {

  /**
   * Only for whom the login still counts: somebody disabled or with another password meanwhile gets
   * no session that would come back to life later.
   */
  @Insert(
      """
      INSERT INTO operator_session
             (token_hash, session_no, operator_no, created_at, expires_at, address, in_browser)
      SELECT #{session.tokenHash}, #{session.sessionNo}, operator_no, #{session.createdAt},
             #{session.expiresAt}, #{session.address}, #{session.inBrowser}
        FROM operator_account
       WHERE operator_no = #{session.operatorNo} AND status = 'ENABLED'
         AND password_hash = #{passwordHash}
      """)
  int begin(
      @Param("session") OperatorSessionDO session, @Param("passwordHash") String passwordHash);

  @Select(
      """
      SELECT s.session_no, o.operator_no, o.username, o.roles
        FROM operator_session s JOIN operator_account o ON o.operator_no = s.operator_no
       WHERE s.token_hash = #{tokenHash} AND s.expires_at > #{now} AND o.status = 'ENABLED'
      """)
  @Nullable SessionOwnerDO owner(@Param("tokenHash") String tokenHash, @Param("now") Instant now);
}
