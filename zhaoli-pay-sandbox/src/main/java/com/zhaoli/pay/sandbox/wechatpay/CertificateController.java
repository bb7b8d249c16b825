package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The platform certificate, for merchants that do not use the public key. */
@RestController
final class CertificateController {
  private final WechatPayKeys keys;

  CertificateController(WechatPayKeys keys) {
    this.keys = keys;
  }

  @GetMapping("/v3/certificates")
  Map<String, Object> certificates() {
    try {
      String pem =
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(keys.platformCertificate().getEncoded())
              + "\n-----END CERTIFICATE-----\n";
      Map<String, Object> certificate = new LinkedHashMap<>();
      certificate.put("serial_no", keys.platformSerial());
      certificate.put(
          "effective_time",
          Transactions.time(keys.platformCertificate().getNotBefore().toInstant()));
      certificate.put(
          "expire_time", Transactions.time(keys.platformCertificate().getNotAfter().toInstant()));
      certificate.put(
          "encrypt_certificate",
          AesGcm.encrypt(keys.apiV3Key(), pem.getBytes(StandardCharsets.UTF_8), "certificate"));
      return Map.of("data", List.of(certificate));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("The platform certificate cannot be written", e);
    }
  }
}
