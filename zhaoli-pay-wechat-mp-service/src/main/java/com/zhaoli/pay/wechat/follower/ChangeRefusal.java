package com.zhaoli.pay.wechat.follower;

/** A follower for whom WeChat refused a change. */
public record ChangeRefusal(String openid, int errcode) {}
