package com.zhaoli.pay.common.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/**
 * Lets a change through only when a page of ours asked for it. No page can forge the headers that
 * this looks at; a program that is no browser can, and wins nothing by it, since it has no cookies
 * of a person's.
 */
public final class SameOrigin {
  private final String origin;

  /**
   * For the pages at this address.
   *
   * @param publicUrl the platform as browsers see it
   */
  public SameOrigin(URI publicUrl) {
    int port = publicUrl.getPort();
    String host = publicUrl.getScheme() + "://" + publicUrl.getHost();
    this.origin = port < 0 ? host : host + ":" + port;
  }

  /**
   * Checks a request that changes something.
   *
   * @throws ApiException CROSS_SITE_REFUSED
   */
  public void require(HttpServletRequest request) {
    // Browsers send it over https and on the loopback; then it decides, whatever our address is.
    String site = request.getHeader("Sec-Fetch-Site");
    boolean ours =
        site != null
            ? site.equals("same-origin")
            : origin.equalsIgnoreCase(request.getHeader("Origin"));
    if (!ours) {
      throw new ApiException(ErrorCode.CROSS_SITE_REFUSED);
    }
  }
}
