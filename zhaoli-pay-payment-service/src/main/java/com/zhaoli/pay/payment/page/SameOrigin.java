package com.zhaoli.pay.payment.page;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/**
 * Lets a change through only when a page of ours asked for it. No page can forge the headers that
 * this looks at; a program that is no browser can, and wins nothing by it, since it has no cookies
 * of a person's.
 */
@Component
public class SameOrigin {
  private final PageAddresses addresses;

  SameOrigin(PageAddresses addresses) {
    this.addresses = addresses;
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
            : addresses.origin().equalsIgnoreCase(request.getHeader("Origin"));
    if (!ours) {
      throw new ApiException(ErrorCode.CROSS_SITE_REFUSED);
    }
  }
}
