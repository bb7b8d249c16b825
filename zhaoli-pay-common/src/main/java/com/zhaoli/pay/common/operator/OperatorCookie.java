package com.zhaoli.pay.common.operator;

import java.util.Set;

/**
 * The cookie that holds an operator's token in a browser. merchant-service sets it, the gateway
 * reads it and hands it to no service.
 */
public final class OperatorCookie {
  /** Over https: browsers keep a cookie of this name for one host, whole and unreadable. */
  public static final String SECURE = "__Host-zhaoli_ops";

  /** Over plain http, in development only: browsers take no {@code __Host-} cookie there. */
  public static final String PLAIN = "zhaoli_ops";

  /** Both. */
  public static final Set<String> NAMES = Set.of(SECURE, PLAIN);

  /** The request header that a page of ours sends along; no other site's page can. */
  public static final String PROOF_HEADER = "X-Requested-With";

  /** Its value. */
  public static final String PROOF = "zhaoli-console";

  private OperatorCookie() {}
}
