package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import org.apache.ibatis.annotations.Mapper;

@Mapper
@CrossTenant("The gateways are told of the changes of all apps.")
interface CredentialChangeMapper extends BaseMapper<CredentialChangeDO> {}
