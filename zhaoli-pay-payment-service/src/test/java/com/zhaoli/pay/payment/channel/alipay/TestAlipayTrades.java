package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.TestBooks;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.channel.TestChannel.Trade;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's methods: what they do to the books, and what they answer. */
final class TestAlipayTrades {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PAID_AT = "2026-11-23 16:00:00";
  private static final String REFUNDED_AT = "2026-11-23 17:00:00";

  private final TestAlipay alipay;
  private final TestBooks books;

  TestAlipayTrades(TestAlipay alipay) {
    this.alipay = alipay;
    this.books = alipay.books();
  }

  /** The content of the answer. */
  String answer(String method, Map<String, String> parameters) {
    JsonNode biz = JSON.readTree(parameters.getOrDefault("biz_content", "{}"));
    if (behaves(Behaviour.UNKNOWN_CODE)) {
      return refused("ACQ.SOMETHING_NEW");
    }
    return switch (method) {
      case "alipay.trade.precreate" -> precreate(biz);
      case "alipay.trade.create" -> create(biz);
      case "alipay.trade.pay" -> pay(biz);
      case "alipay.trade.query" -> query(biz);
      case "alipay.trade.close" -> close(biz);
      case "alipay.trade.cancel" -> cancel(biz);
      case "alipay.trade.refund" -> refund(biz);
      case "alipay.trade.fastpay.refund.query" -> refundQuery(biz);
      case "alipay.system.oauth.token" -> token(parameters.getOrDefault("code", ""));
      case "alipay.data.dataservice.bill.downloadurl.query" -> bill(biz);
      default -> failure("40002", "isv.invalid-method");
    };
  }

  private boolean behaves(Behaviour behaviour) {
    return alipay.behaviour() == behaviour;
  }

  private String precreate(JsonNode biz) {
    if (behaves(Behaviour.DECLINES)) {
      return refused("ACQ.ACCESS_FORBIDDEN");
    }
    String attemptNo = text(biz, "out_trade_no");
    alipay.open(attemptNo, amount(biz, "total_amount"));
    return success(attemptNo, "\"qr_code\":\"https://qr.alipay.com/" + attemptNo + "\"");
  }

  private String create(JsonNode biz) {
    if (behaves(Behaviour.DECLINES)) {
      return refused("ACQ.BUYER_ENABLE_STATUS_FORBID");
    }
    String attemptNo = text(biz, "out_trade_no");
    alipay.open(attemptNo, amount(biz, "total_amount"));
    alipay.scan(attemptNo);
    return success(attemptNo, "\"trade_no\":\"T" + attemptNo + "\"");
  }

  private String pay(JsonNode biz) {
    if (behaves(Behaviour.DECLINES)) {
      return refused("ACQ.BUYER_BALANCE_NOT_ENOUGH");
    }
    String attemptNo = text(biz, "out_trade_no");
    Money amount = amount(biz, "total_amount");
    if (behaves(Behaviour.PAYER_IS_ASKED)) {
      alipay.open(attemptNo, amount);
      alipay.scan(attemptNo);
      return "{\"code\":\"10003\",\"msg\":\" order success pay inprocess\",\"out_trade_no\":\"%s\"}"
          .formatted(attemptNo);
    }
    String tradeNo = alipay.pay(attemptNo, amount);
    return success(
        attemptNo,
        "\"trade_no\":\"%s\",\"total_amount\":\"%s\",\"gmt_payment\":\"%s\""
            .formatted(tradeNo, told(amount), PAID_AT));
  }

  private String query(JsonNode biz) {
    String attemptNo = attemptNo(biz);
    Trade trade = known(attemptNo);
    if (trade == null) {
      return refused("ACQ.TRADE_NOT_EXIST");
    }
    String tradeNo = trade.tradeNo();
    return success(
        attemptNo,
        "\"trade_no\":\"%s\",\"trade_status\":\"%s\",\"total_amount\":\"%s\"%s"
            .formatted(
                tradeNo == null ? "x" : tradeNo,
                status(attemptNo, trade),
                trade.amount().toYuan(),
                tradeNo == null ? "" : ",\"send_pay_date\":\"" + PAID_AT + "\""));
  }

  private String status(String attemptNo, Trade trade) {
    if (trade.open()) {
      return "WAIT_BUYER_PAY";
    }
    return trade.closed() || books.givenBack(attemptNo).equals(trade.amount())
        ? "TRADE_CLOSED"
        : "TRADE_SUCCESS";
  }

  private String close(JsonNode biz) {
    String attemptNo = attemptNo(biz);
    Trade trade = known(attemptNo);
    if (trade == null) {
      return refused("ACQ.TRADE_NOT_EXIST");
    }
    if (!trade.open()) {
      return refused("ACQ.TRADE_STATUS_ERROR");
    }
    books.close(attemptNo);
    return success(attemptNo, "\"trade_no\":\"x\"");
  }

  private String cancel(JsonNode biz) {
    if (behaves(Behaviour.DECLINES)) {
      return refused("ACQ.TRADE_CANCEL_TIME_OUT");
    }
    String attemptNo = attemptNo(biz);
    Trade trade = known(attemptNo);
    if (trade == null) {
      return success(attemptNo, "\"retry_flag\":\"N\"");
    }
    if (trade.open() || trade.closed()) {
      books.close(attemptNo);
      return success(attemptNo, "\"retry_flag\":\"N\",\"action\":\"close\"");
    }
    if (!books.refundsOf(attemptNo).isEmpty()) {
      return refused("ACQ.REASON_TRADE_REFUND_FEE_ERR");
    }
    books.reverse(attemptNo);
    return success(attemptNo, "\"retry_flag\":\"N\",\"action\":\"refund\"");
  }

  private String refund(JsonNode biz) {
    if (behaves(Behaviour.DECLINES)) {
      return refused("ACQ.SELLER_BALANCE_NOT_ENOUGH");
    }
    String attemptNo = attemptNo(biz);
    Trade trade = known(attemptNo);
    if (trade == null) {
      return refused("ACQ.TRADE_NOT_EXIST");
    }
    if (trade.tradeNo() == null) {
      return refused("ACQ.TRADE_STATUS_ERROR");
    }
    if (alipay.takesRefundsOnly()) {
      return success(attemptNo, "\"fund_change\":\"N\",\"refund_fee\":\"0.00\"");
    }
    String refundNo = text(biz, "out_request_no");
    Money amount = amount(biz, "refund_amount");
    TestBooks.Refund before = books.refund(refundNo);
    if (before != null && !before.amount().equals(amount)) {
      return refused("ACQ.DISCORDANT_REPEAT_REQUEST");
    }
    if (before == null) {
      if (books.givenBack(attemptNo).plus(amount).compareTo(trade.amount()) > 0) {
        return refused("ACQ.REASON_TRADE_REFUND_FEE_ERR");
      }
      books.put(new TestBooks.Refund(refundNo, attemptNo, amount, true));
    }
    return success(
        attemptNo,
        "\"fund_change\":\"%s\",\"refund_fee\":\"%s\",\"gmt_refund_pay\":\"%s\""
            .formatted(
                before == null ? "Y" : "N", books.givenBack(attemptNo).toYuan(), REFUNDED_AT));
  }

  private String refundQuery(JsonNode biz) {
    String attemptNo = attemptNo(biz);
    if (known(attemptNo) == null) {
      return refused("ACQ.TRADE_NOT_EXIST");
    }
    TestBooks.Refund refund = books.refund(text(biz, "out_request_no"));
    if (refund == null) {
      return success(attemptNo, "\"trade_no\":\"x\"");
    }
    return success(
        attemptNo,
        "\"out_request_no\":\"%s\",\"refund_status\":\"REFUND_SUCCESS\",\"refund_amount\":\"%s\""
            .formatted(
                behaves(Behaviour.OTHER_ORDER) ? "ref_other" : refund.refundNo(),
                told(refund.amount())));
  }

  private String token(String code) {
    Optional<String> payerId = books.redeem(code);
    return payerId.isPresent()
        ? "{\"user_id\":\"%s\",\"access_token\":\"a\",\"expires_in\":1296000}"
            .formatted(payerId.get())
        : failure("40002", "isv.code-invalid");
  }

  private String bill(JsonNode biz) {
    return books.isBilled(LocalDate.parse(text(biz, "bill_date")))
            && text(biz, "bill_type").equals("trade")
        ? "{\"code\":\"10000\",\"msg\":\"Success\",\"bill_download_url\":\"%s\"}"
            .formatted(alipay.url() + TestAlipayBill.PATH + "?id=1&downloadFileName=x")
        : refused("isp.bill_not_exist");
  }

  /** The order, once it is a trade: until the payer opens it there is none. */
  private @Nullable Trade known(String attemptNo) {
    Trade trade = books.trade(attemptNo);
    return trade != null && trade.open() && !books.isScanned(attemptNo) ? null : trade;
  }

  /** By Alipay's number first. */
  private String attemptNo(JsonNode biz) {
    String tradeNo = text(biz, "trade_no");
    return tradeNo.isEmpty()
        ? text(biz, "out_trade_no")
        : books.attemptOf(tradeNo).orElse("unknown");
  }

  private static String text(JsonNode biz, String name) {
    return biz.path(name).asString("");
  }

  private static Money amount(JsonNode biz, String name) {
    return Money.ofYuan(text(biz, name));
  }

  private String told(Money amount) {
    return (behaves(Behaviour.WRONG_AMOUNT) ? amount.plus(new Money(1)) : amount).toYuan();
  }

  private String success(String attemptNo, String more) {
    return "{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\"%s\",%s}"
        .formatted(behaves(Behaviour.OTHER_ORDER) ? "at_other" : attemptNo, more);
  }

  static String refused(String subCode) {
    return failure("40004", subCode);
  }

  static String failure(String code, String subCode) {
    return "{\"code\":\"%s\",\"msg\":\"Business Failed\",\"sub_code\":\"%s\",\"sub_msg\":\"no\"}"
        .formatted(code, subCode);
  }
}
