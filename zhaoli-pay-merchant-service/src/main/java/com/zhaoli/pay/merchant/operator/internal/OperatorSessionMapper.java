package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import org.apache.ibatis.annotations.Mapper;

@Mapper
@CrossTenant("Operators belong to the platform.")
interface OperatorSessionMapper extends BaseMapper<OperatorSessionDO> {}
