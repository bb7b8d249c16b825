package com.zhaoli.pay.sandbox.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names an order as whoever pays it came by it; one of the names is given.
 *
 * @param codeUrl the content of its QR code
 * @param channelOrderNo the number that the platform gave it
 * @param prepayId what the platform's page hands to the wallet (WeChat JSAPI, H5)
 * @param tradeNo what the platform's page hands to the wallet (Alipay JSAPI)
 * @param channel tells apart two orders with one channelOrderNo
 */
public record OrderName(
    @Nullable String codeUrl,
    @Nullable String channelOrderNo,
    @Nullable String prepayId,
    @Nullable String tradeNo,
    @Nullable Channel channel) {

  /** The order of this name; 404 when there is none. */
  public SandboxOrder in(OrderBook orders) {
    if (codeUrl != null) {
      return found("codeUrl", orders.findByCodeUrl(codeUrl));
    }
    if (prepayId != null) {
      return found("prepayId", orders.findByPrepayId(prepayId));
    }
    if (tradeNo != null) {
      return found("tradeNo", orders.findByTradeNo(tradeNo));
    }
    String number = channelOrderNo;
    if (number == null) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          "codeUrl",
          "give codeUrl, channelOrderNo, prepayId or tradeNo");
    }
    Channel only = channel;
    return found(
        "channelOrderNo",
        only != null
            ? orders.find(only, number)
            : orders.find(Channel.ALIPAY, number).or(() -> orders.find(Channel.WECHAT, number)));
  }

  private static SandboxOrder found(String field, Optional<SandboxOrder> order) {
    return order.orElseThrow(
        () -> ApiException.of(ErrorCode.SANDBOX_NOT_FOUND, field, "no channel has this order"));
  }
}
