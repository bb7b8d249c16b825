package com.zhaoli.pay.gateway.route;

import jakarta.servlet.http.HttpServletRequest;

/** How long a route waits for its service's answer. */
enum Patience {
  /** A merchant's system or a channel asks, and the service may have to ask a channel. */
  USUAL,
  /** A person looks at a page: an error soon is better than an answer late. */
  SHORT;

  private static final String ATTRIBUTE = Patience.class.getName();

  /** Keeps it with the request until it is forwarded. */
  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** What was attached to the request. */
  static Patience of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Patience attached ? attached : USUAL;
  }
}
