package com.zhaoli.pay.common.internal;

import com.zhaoli.pay.common.web.RequestIds;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import feign.RequestInterceptor;
import feign.RequestTemplate;

/** Adds our credential and the current request's id to every call between services. */
public final class InternalFeignInterceptor implements RequestInterceptor {
  private final InternalToken token;
  private final String caller;

  public InternalFeignInterceptor(InternalToken token, String caller) {
    this.token = token;
    this.caller = caller;
  }

  @Override
  public void apply(RequestTemplate template) {
    template.header(ZhaoliHeaders.INTERNAL, token.issue(caller));
    template.header(ZhaoliHeaders.REQUEST_ID, RequestIds.current());
  }
}
