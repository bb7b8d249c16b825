package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import org.apache.ibatis.annotations.Mapper;

@Mapper
@CrossTenant("The gateway asks by app id, to learn the merchant.")
interface AppKeyMapper extends BaseMapper<AppKeyDO> {}
