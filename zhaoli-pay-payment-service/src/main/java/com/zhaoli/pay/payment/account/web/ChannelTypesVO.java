package com.zhaoli.pay.payment.account.web;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Setting;
import java.util.List;

/** The channels there are, with what an account of each consists of. */
record ChannelTypesVO(List<ChannelTypeVO> items) {

  record ChannelTypeVO(Channel channel, List<Setting> settings) {}

  static ChannelTypesVO of(List<ChannelAccountType> types) {
    return new ChannelTypesVO(
        types.stream().map(type -> new ChannelTypeVO(type.channel(), type.settings())).toList());
  }
}
