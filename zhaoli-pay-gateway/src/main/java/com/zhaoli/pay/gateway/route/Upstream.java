package com.zhaoli.pay.gateway.route;

/** The services behind the gateway, by their names in Nacos. */
enum Upstream {
  MERCHANT("zhaoli-pay-merchant-service"),
  PAYMENT("zhaoli-pay-payment-service"),
  WECHAT_MP("zhaoli-pay-wechat-mp-service"),
  NOTIFY("zhaoli-pay-notify-consumer"),
  POS_TERMINAL("zhaoli-pay-pos-terminal-service");

  private final String serviceId;

  Upstream(String serviceId) {
    this.serviceId = serviceId;
  }

  /** The address that means "one of this service's instances". */
  String uri() {
    return FailoverExchange.SCHEME + "://" + serviceId;
  }
}
