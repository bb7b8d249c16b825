package com.zhaoli.pay.gateway.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Ends a request whose body was refused. Tomcat would either close at once, by which a client that
 * is still sending loses the answer, or read on for as long as the client likes. Here the answer
 * leaves first, then the rest is taken in within bounds, and what does not end is cut off.
 */
final class UnreadBodyValve extends ValveBase {

  private final IncomingBodies bodies;

  UnreadBodyValve(IncomingBodies bodies) {
    super(true);
    this.bodies = bodies;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    // A client that asked before it sends was told no, and sends nothing.
    if (request.isFinished() || request.getCoyoteRequest().hasExpectation()) {
      return;
    }
    response.finishResponse();
    if (!bodies.drain(request)) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
