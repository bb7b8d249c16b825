package com.alipay.api;

/** Stands for a type of the Alipay SDK, whose package alone matters to the rule. */
public interface AlipayStandIn {}
