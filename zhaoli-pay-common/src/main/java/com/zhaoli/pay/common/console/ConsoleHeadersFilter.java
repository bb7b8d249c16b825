package com.zhaoli.pay.common.console;

import com.zhaoli.pay.common.page.PageHeadersFilter;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What a browser may do with operators' pages: run our own files only, inside no frame, and show
 * our pictures and those that a page fetched. Answers of the API keep their own headers.
 */
final class ConsoleHeadersFilter extends PageHeadersFilter {
  private static final String API = "/ops/v1/";

  /** Bootstrap draws the arrow of a select as a {@code data:} picture. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  ConsoleHeadersFilter() {
    super(POLICY);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith(API);
  }
}
