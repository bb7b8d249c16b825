package com.zhaoli.pay.gateway.edge;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP/1.1 with {@link EdgeProcessor}. Tomcat makes it by its name. */
public final class EdgeProtocol extends Http11NioProtocol {

  @Override
  protected Processor createProcessor() {
    return new EdgeProcessor(this, getAdapter());
  }
}
