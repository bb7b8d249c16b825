package com.zhaoli.pay.gateway.guard;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Whose certificate a connection was made with. */
final class TerminalCertificate {

  private static final String CHAIN = "jakarta.servlet.request.X509Certificate";
  private static final Pattern TERMINAL_NO = Pattern.compile("trm_[0-9A-Z]{26}");

  private TerminalCertificate() {}

  /**
   * The terminal that the verified certificate of the request's connection names as its subject's
   * common name; empty where none was shown.
   *
   * @throws ApiException TERMINAL_CERTIFICATE_MISMATCH for a certificate that names no terminal
   */
  static Optional<String> of(HttpServletRequest request) {
    return request.getAttribute(CHAIN) instanceof X509Certificate[] chain && chain.length > 0
        ? Optional.of(terminalOf(chain[0]))
        : Optional.empty();
  }

  private static String terminalOf(X509Certificate certificate) {
    try {
      List<Rdn> names =
          new LdapName(certificate.getSubjectX500Principal().getName())
              .getRdns().stream().filter(part -> part.getType().equalsIgnoreCase("CN")).toList();
      if (names.size() == 1
          && names.get(0).getValue() instanceof String name
          && TERMINAL_NO.matcher(name).matches()) {
        return name;
      }
    } catch (InvalidNameException e) {
      throw new ApiException(ErrorCode.TERMINAL_CERTIFICATE_MISMATCH, e);
    }
    throw new ApiException(ErrorCode.TERMINAL_CERTIFICATE_MISMATCH);
  }
}
