package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.certificate.CertificateDownloader;
import com.wechat.pay.java.core.certificate.CertificateHandler;
import com.wechat.pay.java.core.cipher.AeadCipher;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.util.PemUtil;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.function.Supplier;

/** Fetches WeChat Pay's certificates and decrypts them with the APIv3 key. */
final class CertificateDownload implements Supplier<Map<String, X509Certificate>> {
  private final CertificateDownloader downloader;

  CertificateDownload(HttpClient http, AeadCipher cipher) {
    this.downloader =
        new CertificateDownloader.Builder()
            .downloadUrl(SignedHttp.HOST + "/v3/certificates?algorithm_type=RSA")
            .httpClient(http)
            .aeadCipher(cipher)
            .certificateHandler(new Handler())
            .build();
  }

  /** By serial number. Whatever goes wrong is the SDK's exception. */
  @Override
  public Map<String, X509Certificate> get() {
    return downloader.download();
  }

  private static final class Handler implements CertificateHandler {
    @Override
    public X509Certificate generateCertificate(String certificate) {
      return PemUtil.loadX509FromString(certificate);
    }

    @Override
    public void validateCertPath(X509Certificate certificate) {
      // Only who knows the APIv3 key can have encrypted it for us.
    }
  }

  /**
   * Takes any signature, for the first download: with what it brings signatures are verified.
   * Instead its content proves itself, being encrypted with the APIv3 key (AES-GCM).
   */
  static final class NoSignature implements Validator {
    @Override
    public boolean validate(HttpHeaders responseHeaders, String responseBody) {
      return true;
    }

    @Override
    public <T> String getSerialNumber() {
      return "";
    }
  }
}
