package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.common.web.ErrorBodyWriter;
import org.apache.catalina.Pipeline;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** How Tomcat listens: HTTP by Boot, HTTPS by a second connector with the same rules. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

  /**
   * Runs after Boot's own customizers, so that the second connector takes over the address and the
   * time-outs they set.
   */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> gatewayServer(
      TlsProperties tls, ErrorBodyWriter errors, IncomingBodies bodies) {
    return factory -> {
      factory.setProtocol(EdgeProtocol.class.getName());
      factory.addConnectorCustomizers(ServerConfiguration::leaveRefusalsToTheEdge);
      factory.addContextValves(new CutOffValve());
      factory.addContextCustomizers(
          context -> {
            Pipeline host = context.getParent().getPipeline();
            host.addValve(new UnreadBodyValve(bodies));
            host.addValve(new ErrorBodyValve(errors));
          });
      if (tls.enabled()) {
        factory.addAdditionalConnectors(tlsConnector(tls, factory));
      }
    };
  }

  /** The raw path is what was signed, so an encoded slash is neither refused nor decoded. */
  private static void leaveRefusalsToTheEdge(Connector connector) {
    connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    // The edge filter refuses TRACE with the others it does not know; Tomcat has its own words.
    connector.setAllowTrace(true);
    // Whoever asks before it sends a body is told to when somebody wants it, not before the checks.
    ((AbstractHttp11Protocol<?>) connector.getProtocolHandler())
        .setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
  }

  private static Connector tlsConnector(TlsProperties tls, TomcatServletWebServerFactory factory) {
    Connector connector = new Connector(EdgeProtocol.class.getName());
    for (TomcatConnectorCustomizer customizer : factory.getConnectorCustomizers()) {
      customizer.customize(connector);
    }
    connector.setPort(tls.port());
    connector.setScheme("https");
    connector.setSecure(true);
    AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    if (factory.getAddress() != null) {
      protocol.setAddress(factory.getAddress());
    }
    protocol.setSSLEnabled(true);
    protocol.addSslHostConfig(TlsHost.of(tls));
    return connector;
  }
}
