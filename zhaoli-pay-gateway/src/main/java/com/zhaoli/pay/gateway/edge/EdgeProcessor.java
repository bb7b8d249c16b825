package com.zhaoli.pay.gateway.edge;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's processor, stricter in one point and more open in another. A request that tells the
 * length of its body in two ways is refused: Tomcat believes Transfer-Encoding and forgets the
 * Content-Length, while a proxy before us may have believed the other, and then one request ends
 * where for the other the next begins. And the request knows its connection, so that {@link
 * ReadDeadlines} can set its time-out.
 */
final class EdgeProcessor extends Http11Processor {

  private boolean resuming;

  EdgeProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
    super(protocol, adapter);
  }

  @Override
  public SocketState service(SocketWrapperBase<?> socketWrapper) throws IOException {
    resuming = true;
    return super.service(socketWrapper);
  }

  /**
   * Tomcat asks for this between reading the head of a request and believing it, which is the only
   * place where both headers can be seen. It also asks when it takes up a head that came in parts,
   * and when it leaves one: there is nobody to answer yet.
   */
  @Override
  protected ErrorState getErrorState() {
    boolean headMayBeInParts =
        resuming || request.getRequestProcessor().getStage() == Constants.STAGE_ENDED;
    resuming = false;
    if (!headMayBeInParts && response.getStatus() < 400 && tellsTwoLengths()) {
      response.setStatus(400);
      setErrorState(ErrorState.CLOSE_CLEAN, null);
    }
    return super.getErrorState();
  }

  private boolean tellsTwoLengths() {
    MimeHeaders headers = request.getMimeHeaders();
    return headers.getValue("transfer-encoding") != null
        && headers.getValue("content-length") != null;
  }

  @Override
  protected void parseHost(MessageBytes host) {
    super.parseHost(host);
    request.setAttribute(ReadDeadlines.CONNECTION, getSocketWrapper());
  }
}
