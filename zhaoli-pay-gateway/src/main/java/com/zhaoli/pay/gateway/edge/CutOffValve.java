package com.zhaoli.pay.gateway.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Cuts the connection to the client when an answer broke off after its first bytes left, so that no
 * client takes a part for the whole. An exception would not do: Tomcat then appends its error page
 * to what was sent.
 */
final class CutOffValve extends ValveBase {

  CutOffValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    IOException unfinished = UnfinishedAnswer.of(request);
    if (unfinished != null && response.isCommitted()) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, unfinished);
    }
  }
}
