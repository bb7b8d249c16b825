package com.wechat.pay.java;

/** Stands for a type of the WeChat Pay SDK, whose package alone matters to the rule. */
public interface WechatStandIn {}
