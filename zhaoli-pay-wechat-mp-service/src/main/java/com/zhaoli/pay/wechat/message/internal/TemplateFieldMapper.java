package com.zhaoli.pay.wechat.message.internal;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import com.zhaoli.pay.common.tenant.CrossTenant;
import org.apache.ibatis.annotations.Mapper;

@Mapper
@CrossTenant("The fields of templates belong to the official account.")
interface TemplateFieldMapper extends BaseMapper<TemplateFieldDO> {}
