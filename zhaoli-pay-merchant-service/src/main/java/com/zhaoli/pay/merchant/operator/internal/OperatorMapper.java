package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
@CrossTenant("Operators belong to the platform.")
interface OperatorMapper extends BaseMapper<OperatorDO> {

  @Select(
      """
      SELECT o.* FROM operator_session s JOIN operator_account o ON o.operator_no = s.operator_no
       WHERE s.token_hash = #{tokenHash} AND s.expires_at > #{now} AND o.status = 'ENABLED'
      """)
  @Nullable OperatorDO bySession(@Param("tokenHash") String tokenHash, @Param("now") Instant now);
}
