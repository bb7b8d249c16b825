package com.zhaoli.pay.wechat.event;

/** Hears of each event before it is handled; of one that is handled again, again. */
public interface EventObserver {
  void heard(WechatEvent event);
}
