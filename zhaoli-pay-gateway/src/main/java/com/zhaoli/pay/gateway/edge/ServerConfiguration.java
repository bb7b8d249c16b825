package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Pipeline;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;
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
    protocol.addSslHostConfig(sslHost(tls));
    return connector;
  }

  private static SSLHostConfig sslHost(TlsProperties tls) {
    String keystore = requireReadable(tls.keystore());
    SSLHostConfig host = new SSLHostConfig();
    host.setProtocols("TLSv1.2+TLSv1.3");
    host.setHonorCipherOrder(true);
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateKeystoreFile(keystore);
    certificate.setCertificateKeystoreType("PKCS12");
    certificate.setCertificateKeystorePassword(tls.password() == null ? "" : tls.password());
    host.addCertificate(certificate);
    return host;
  }

  private static String requireReadable(@Nullable String keystore) {
    if (keystore == null || keystore.isBlank()) {
      throw new InvalidConfigurationException(
          "ZHAOLI_TLS_KEYSTORE (zhaoli.gateway.tls.keystore) is not set: the gateway needs a PKCS12"
              + " file for HTTPS, and ZHAOLI_TLS_PASSWORD for it. Set ZHAOLI_GATEWAY_TLS=false to"
              + " run without HTTPS; terminals cannot connect then.");
    }
    Path file = Path.of(keystore).toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw new InvalidConfigurationException(
          "ZHAOLI_TLS_KEYSTORE (zhaoli.gateway.tls.keystore) names "
              + file
              + ", which is not there or cannot be read.");
    }
    return file.toString();
  }
}
