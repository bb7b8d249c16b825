package com.zhaoli.pay.wechat.account;

import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;

/**
 * WxJava without its repetition of errcode -1, which sleeps in the calling thread and ends in an
 * exception that no longer tells the code. Who calls us repeats. An access token that WeChat
 * refuses is still replaced once.
 */
final class SingleTryWxMpService extends WxMpServiceImpl {

  @Override
  public <T, E> T execute(RequestExecutor<T, E> executor, String uri, E data)
      throws WxErrorException {
    return executeInternal(executor, uri, data, false);
  }
}
