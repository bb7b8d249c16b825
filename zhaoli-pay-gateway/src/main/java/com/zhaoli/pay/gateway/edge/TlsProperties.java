package com.zhaoli.pay.gateway.edge;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The HTTPS listener, beside the HTTP one.
 *
 * @param enabled false switches HTTPS off; terminals cannot reach the platform then
 * @param port where to listen, 0 for any free port
 * @param keystore path of a PKCS12 file with the key and the certificate chain
 * @param password of the PKCS12 file
 * @param clientCertificates whether terminals are asked for certificates: none, optional, required
 * @param clientCa path of a PEM file with the certificates of the authorities that issue those
 */
@ConfigurationProperties("zhaoli.gateway.tls")
public record TlsProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("8443") int port,
    @Nullable String keystore,
    @Nullable String password,
    @DefaultValue("none") ClientCertificates clientCertificates,
    @Nullable String clientCa) {

  @Override
  public String toString() {
    return "TlsProperties[enabled="
        + enabled
        + ", port="
        + port
        + ", keystore="
        + keystore
        + ", clientCertificates="
        + clientCertificates
        + ", clientCa="
        + clientCa
        + "]";
  }
}
