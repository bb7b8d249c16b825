package com.zhaoli.pay.gateway.operator;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.operator.OperatorCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The token that an operator's browser keeps as a cookie. A browser sends it with whatever asks for
 * our address, so it counts only together with the proof that a page of ours asked: a header that
 * no other origin's page can set, since our answer to its preflight does not allow it, and, from
 * browsers that say so, the word that the page is of the same origin.
 */
final class BrowserSession {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,512}");

  private final boolean development;

  BrowserSession(boolean development) {
    this.development = development;
  }

  /**
   * The token; empty without one.
   *
   * @throws ApiException CROSS_SITE_REFUSED when there is one without the proof
   */
  Optional<Secret> token(HttpServletRequest request) {
    String name = nameFor(request);
    Cookie[] all = request.getCookies();
    List<String> tokens =
        all == null
            ? List.of()
            : Arrays.stream(all)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .toList();
    if (tokens.size() != 1 || !TOKEN.matcher(tokens.get(0)).matches()) {
      return Optional.empty();
    }
    if (!isProved(request)) {
      throw new ApiException(ErrorCode.CROSS_SITE_REFUSED);
    }
    return Optional.of(new Secret(tokens.get(0)));
  }

  /** Over plain http anybody on the way could have set the other one, or seen it. */
  private String nameFor(HttpServletRequest request) {
    return development && !request.isSecure() ? OperatorCookie.PLAIN : OperatorCookie.SECURE;
  }

  private static boolean isProved(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return OperatorCookie.PROOF.equals(request.getHeader(OperatorCookie.PROOF_HEADER))
        && (site == null || site.equals("same-origin"));
  }
}
