package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.TestBooks;
import com.zhaoli.pay.payment.channel.TestBooks.Refund;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.channel.TestChannel.Trade;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What WeChat Pay's API answers about orders and refunds, by its books. */
final class TestDesk {
  private static final String ORDERS = "/v3/pay/transactions/";
  private static final String BY_OUR_NUMBER = ORDERS + "out-trade-no/";
  private static final String BY_THEIR_NUMBER = ORDERS + "id/";
  private static final String REFUNDS = "/v3/refund/domestic/refunds";
  private static final String WHEN = "2026-11-23T16:00:00+08:00";
  private final JsonMapper json = new JsonMapper();
  private final TestBooks books;

  TestDesk(TestBooks books) {
    this.books = books;
  }

  /** An answer before it is signed. */
  record Reply(int httpStatus, String body) {
    static Reply error(int httpStatus, String code) {
      return new Reply(httpStatus, "{\"code\":\"" + code + "\",\"message\":\"no\"}");
    }
  }

  Reply answer(String method, String path, String body, Behaviour behaviour) {
    JsonNode content = body.isEmpty() ? json.createObjectNode() : json.readTree(body);
    if (path.startsWith(REFUNDS)) {
      return method.equals("POST")
          ? refund(content, behaviour)
          : refund(path.substring(REFUNDS.length() + 1), behaviour);
    }
    if (path.startsWith(BY_THEIR_NUMBER)) {
      return books
          .attemptOf(path.substring(BY_THEIR_NUMBER.length()))
          .map(attemptNo -> query(attemptNo, behaviour))
          .orElseGet(TestDesk::noSuchOrder);
    }
    if (path.startsWith(BY_OUR_NUMBER)) {
      String rest = path.substring(BY_OUR_NUMBER.length());
      int slash = rest.indexOf('/');
      String attemptNo = slash < 0 ? rest : rest.substring(0, slash);
      return switch (slash < 0 ? "" : rest.substring(slash + 1)) {
        case "close" -> close(attemptNo);
        case "reverse" -> reverse(attemptNo, content);
        default -> query(attemptNo, behaviour);
      };
    }
    return open(path.substring(ORDERS.length()), content, behaviour);
  }

  private Reply open(String kind, JsonNode order, Behaviour behaviour) {
    String attemptNo = order.path("out_trade_no").asString();
    Money amount = new Money(order.path("amount").path("total").asLong());
    return switch (kind) {
      case "native" -> {
        books.open(attemptNo, amount);
        yield ok(Map.of("code_url", "weixin://wxpay/bizpayurl?pr=" + attemptNo));
      }
      case "jsapi" -> {
        books.open(attemptNo, amount);
        yield order.path("payer").path("openid").asString("").isEmpty()
            ? Reply.error(400, "PARAM_ERROR")
            : ok(Map.of("prepay_id", "wx" + attemptNo));
      }
      case "h5" -> {
        books.open(attemptNo, amount);
        yield order.path("scene_info").path("payer_client_ip").asString("").isEmpty()
            ? Reply.error(400, "PARAM_ERROR")
            : ok(Map.of("h5_url", "https://wx.tenpay.com/checkmweb?prepay_id=wx" + attemptNo));
      }
      case "codepay" -> codepay(attemptNo, amount, order, behaviour);
      default -> Reply.error(404, "NOT_FOUND");
    };
  }

  private Reply codepay(String attemptNo, Money amount, JsonNode order, Behaviour behaviour) {
    if (order.path("payer").path("auth_code").asString("").isEmpty()
        || order.path("scene_info").path("store_info").path("out_id").asString("").isEmpty()) {
      return Reply.error(400, "PARAM_ERROR");
    }
    if (behaviour == Behaviour.PAYER_IS_ASKED) {
      books.open(attemptNo, amount);
      return ok(Map.of("trade_state", "USERPAYING"));
    }
    books.put(attemptNo, new Trade(amount, false, false, "T" + attemptNo));
    return query(attemptNo, behaviour);
  }

  private Reply query(String attemptNo, Behaviour behaviour) {
    Trade trade = books.trade(attemptNo);
    if (trade == null) {
      return noSuchOrder();
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("appid", TestWechatPay.APP_ID);
    told.put("mchid", TestWechatPay.MCH_ID);
    told.put("out_trade_no", behaviour == Behaviour.OTHER_ORDER ? "at_other" : attemptNo);
    told.put("trade_state", state(attemptNo, trade));
    if (trade.tradeNo() != null) {
      told.put("transaction_id", trade.tradeNo());
      told.put("success_time", WHEN);
      told.put("amount", Map.of("total", told(trade.amount(), behaviour), "currency", "CNY"));
    }
    return ok(told);
  }

  private String state(String attemptNo, Trade trade) {
    if (books.isReversed(attemptNo)) {
      return "REVOKED";
    }
    if (trade.closed()) {
      return "CLOSED";
    }
    if (trade.tradeNo() == null) {
      return "NOTPAY";
    }
    return books.refundsOf(attemptNo).isEmpty() ? "SUCCESS" : "REFUND";
  }

  private Reply close(String attemptNo) {
    Trade trade = books.trade(attemptNo);
    if (trade == null) {
      return noSuchOrder();
    }
    if (trade.tradeNo() != null) {
      return Reply.error(400, "ORDERPAID");
    }
    if (trade.closed()) {
      return Reply.error(400, "ORDER_CLOSED");
    }
    books.close(attemptNo);
    return new Reply(204, "");
  }

  private Reply reverse(String attemptNo, JsonNode content) {
    Trade trade = books.trade(attemptNo);
    if (!content.path("appid").asString("").equals(TestWechatPay.APP_ID)) {
      return Reply.error(400, "APPID_MCHID_NOT_MATCH");
    }
    if (trade == null) {
      return noSuchOrder();
    }
    if (trade.tradeNo() == null) {
      books.close(attemptNo);
    }
    books.reverse(attemptNo);
    return ok(
        Map.of(
            "appid", TestWechatPay.APP_ID,
            "mchid", TestWechatPay.MCH_ID,
            "out_trade_no", attemptNo));
  }

  private Reply refund(JsonNode asked, Behaviour behaviour) {
    String attemptNo = asked.path("out_trade_no").asString();
    String refundNo = asked.path("out_refund_no").asString();
    Money amount = new Money(asked.path("amount").path("refund").asLong());
    Trade trade = books.trade(attemptNo);
    if (trade == null || trade.tradeNo() == null) {
      return Reply.error(404, "RESOURCE_NOT_EXISTS");
    }
    @Nullable Refund known = books.refund(refundNo);
    if (known == null) {
      Money rest = trade.amount().minus(books.givenBack(attemptNo));
      boolean sameTotal = asked.path("amount").path("total").asLong() == trade.amount().fen();
      if (!sameTotal || amount.compareTo(rest) > 0) {
        return Reply.error(400, "INVALID_REQUEST");
      }
      books.put(new Refund(refundNo, attemptNo, amount, false));
    } else if (!known.amount().equals(amount)) {
      return Reply.error(400, "INVALID_REQUEST");
    }
    return refund(refundNo, behaviour);
  }

  private Reply refund(String refundNo, Behaviour behaviour) {
    @Nullable Refund refund = books.refund(refundNo);
    if (refund == null) {
      return Reply.error(404, "RESOURCE_NOT_EXISTS");
    }
    Trade trade = Optional.ofNullable(books.trade(refund.attemptNo())).orElseThrow();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("refund_id", "R" + refundNo);
    told.put("out_refund_no", behaviour == Behaviour.OTHER_ORDER ? "ref_other" : refundNo);
    told.put("out_trade_no", refund.attemptNo());
    told.put("status", refund.settled() ? "SUCCESS" : "PROCESSING");
    if (refund.settled()) {
      told.put("success_time", WHEN);
    }
    told.put(
        "amount",
        Map.of("total", trade.amount().fen(), "refund", told(refund.amount(), behaviour)));
    return ok(told);
  }

  private static long told(Money amount, Behaviour behaviour) {
    return amount.fen() + (behaviour == Behaviour.WRONG_AMOUNT ? 1 : 0);
  }

  private Reply ok(Map<String, ?> content) {
    return new Reply(200, json.writeValueAsString(content));
  }

  private static Reply noSuchOrder() {
    return Reply.error(404, "ORDER_NOT_EXIST");
  }
}
