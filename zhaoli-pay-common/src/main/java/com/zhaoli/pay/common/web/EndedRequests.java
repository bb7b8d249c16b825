package com.zhaoli.pay.common.web;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import org.slf4j.MDC;

/**
 * The thread of a request that failed forgets its id once the server has logged and answered it.
 */
public final class EndedRequests implements ServletRequestListener {

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    MDC.remove(RequestIds.MDC_KEY);
  }
}
