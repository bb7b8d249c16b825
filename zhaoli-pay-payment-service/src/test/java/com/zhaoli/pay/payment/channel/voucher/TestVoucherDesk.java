package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.TestBooks;
import com.zhaoli.pay.payment.channel.TestBooks.Refund;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.channel.TestChannel.Trade;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the wallet answers about orders, refunds and bills, by its books. */
final class TestVoucherDesk {
  private static final String WHEN = "2026-11-23T08:00:00Z";
  private final TestBooks books;

  TestVoucherDesk(TestBooks books) {
    this.books = books;
  }

  Map<String, Object> answer(String path, JsonNode asked, Behaviour how, boolean billsAreSpoilt) {
    return switch (path) {
      case "/v1/account" -> Map.of("code", "OK", "appId", TestVoucher.APP_ID);
      case "/v1/orders/open" -> open(asked, how);
      case "/v1/orders/charge" -> charge(asked, how);
      case "/v1/orders/query" -> query(asked, how);
      case "/v1/orders/close" -> close(text(asked, "orderNo"));
      case "/v1/orders/reverse" -> reverse(text(asked, "orderNo"), how);
      case "/v1/refunds/make" -> refund(asked, how);
      case "/v1/refunds/query" -> refund(text(asked, "refundNo"), how);
      case "/v1/bills/find" -> bill(LocalDate.parse(text(asked, "day")), billsAreSpoilt);
      default -> no("NO_SUCH_PATH");
    };
  }

  private static String text(JsonNode asked, String field) {
    return asked.path(field).asString("");
  }

  private static Map<String, Object> no(String code) {
    return Map.of("code", code);
  }

  private Map<String, Object> open(JsonNode asked, Behaviour how) {
    if (how == Behaviour.DECLINES) {
      return no("APP_DISABLED");
    }
    String orderNo = text(asked, "orderNo");
    Trade known = books.trade(orderNo);
    if (known != null && !known.open()) {
      return no(known.closed() ? "ORDER_CLOSED" : "ORDER_PAID");
    }
    books.open(orderNo, new Money(asked.path("amount").asLong()));
    return Map.of("code", "OK", "orderNo", orderNo, "payUrl", "https://voucher.example/" + orderNo);
  }

  private Map<String, Object> charge(JsonNode asked, Behaviour how) {
    if (how == Behaviour.DECLINES) {
      return no("BARCODE_INVALID");
    }
    String orderNo = text(asked, "orderNo");
    Money amount = new Money(asked.path("amount").asLong());
    if (how == Behaviour.PAYER_IS_ASKED) {
      books.open(orderNo, amount);
    } else {
      books.put(orderNo, new Trade(amount, false, false, "T" + orderNo));
    }
    return order(orderNo, how);
  }

  private Map<String, Object> query(JsonNode asked, Behaviour how) {
    String tradeNo = text(asked, "tradeNo");
    String orderNo = text(asked, "orderNo");
    return order(tradeNo.isEmpty() ? orderNo : books.attemptOf(tradeNo).orElse(""), how);
  }

  private Map<String, Object> order(String orderNo, Behaviour how) {
    Trade trade = books.trade(orderNo);
    if (trade == null) {
      return no("ORDER_NOT_FOUND");
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("code", "OK");
    told.put("orderNo", how == Behaviour.OTHER_ORDER ? "at_other" : orderNo);
    told.put("state", state(orderNo, trade));
    if (trade.tradeNo() != null) {
      told.put("tradeNo", trade.tradeNo());
      told.put("amount", told(trade.amount(), how));
      told.put("paidAt", WHEN);
    }
    return told;
  }

  private static long told(Money amount, Behaviour how) {
    return amount.fen() + (how == Behaviour.WRONG_AMOUNT ? 1 : 0);
  }

  private String state(String orderNo, Trade trade) {
    if (books.isReversed(orderNo)) {
      return "REVERSED";
    }
    if (trade.closed()) {
      return "CLOSED";
    }
    return trade.tradeNo() == null ? "WAITING" : "PAID";
  }

  private Map<String, Object> close(String orderNo) {
    Trade trade = books.trade(orderNo);
    if (trade == null) {
      return no("ORDER_NOT_FOUND");
    }
    if (!trade.open()) {
      return no(trade.closed() ? "ORDER_CLOSED" : "ORDER_PAID");
    }
    books.close(orderNo);
    return Map.of("code", "OK", "orderNo", orderNo);
  }

  private Map<String, Object> reverse(String orderNo, Behaviour how) {
    if (how == Behaviour.DECLINES) {
      return no("TOO_LATE");
    }
    Trade trade = books.trade(orderNo);
    if (trade == null) {
      return no("ORDER_NOT_FOUND");
    }
    if (trade.tradeNo() == null) {
      books.close(orderNo);
    } else {
      books.reverse(orderNo);
    }
    return Map.of("code", "OK", "orderNo", orderNo);
  }

  private Map<String, Object> refund(JsonNode asked, Behaviour how) {
    if (how == Behaviour.DECLINES) {
      return no("BALANCE_TOO_LOW");
    }
    String refundNo = text(asked, "refundNo");
    String orderNo = text(asked, "orderNo");
    Money amount = new Money(asked.path("amount").asLong());
    Trade trade = books.trade(orderNo);
    if (books.refund(refundNo) == null) {
      if (trade == null || trade.tradeNo() == null) {
        return no("ORDER_NOT_FOUND");
      }
      if (books.givenBack(orderNo).plus(amount).compareTo(trade.amount()) > 0) {
        return no("AMOUNT_TOO_LARGE");
      }
      books.put(new Refund(refundNo, orderNo, amount, false));
    }
    return refund(refundNo, how);
  }

  private Map<String, Object> refund(String refundNo, Behaviour how) {
    Refund refund = books.refund(refundNo);
    if (refund == null) {
      return no("REFUND_NOT_FOUND");
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("code", "OK");
    told.put("orderNo", refund.attemptNo());
    told.put("refundNo", how == Behaviour.OTHER_ORDER ? "ref_other" : refundNo);
    told.put("state", refund.settled() ? "DONE" : "PROCESSING");
    told.put("tradeNo", "R" + refundNo);
    told.put("amount", told(refund.amount(), how));
    told.put("doneAt", WHEN);
    return told;
  }

  private Map<String, Object> bill(LocalDate day, boolean spoilt) {
    if (!books.isBilled(day)) {
      return no("NO_BILL");
    }
    String text = bill();
    return Map.of(
        "code",
        "OK",
        "day",
        day.toString(),
        "path",
        "/v1/bills/" + day,
        "rows",
        text.lines().count(),
        "paid",
        sum(text, "PAYMENT"),
        "refunded",
        sum(text, "REFUND"),
        "sha256",
        sha256(spoilt ? text + "x" : text));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long sum(String text, String kind) {
    return text.lines()
        .filter(line -> line.startsWith(kind))
        .mapToLong(line -> Long.parseLong(line.split(",", -1)[4]))
        .sum();
  }

  /** All that is in the books and was not undone, a line each. */
  String bill() {
    List<String> lines = new ArrayList<>();
    books
        .trades()
        .forEach(
            (orderNo, trade) -> {
              String tradeNo = trade.tradeNo();
              if (tradeNo != null && !books.isReversed(orderNo)) {
                lines.add(line("PAYMENT", tradeNo, orderNo, null, trade.amount(), true));
                books
                    .refundsOf(orderNo)
                    .forEach(
                        refund ->
                            lines.add(
                                line(
                                    "REFUND",
                                    tradeNo,
                                    orderNo,
                                    refund.refundNo(),
                                    refund.amount(),
                                    refund.settled())));
              }
            });
    return String.join("", lines);
  }

  private static String line(
      String kind,
      String tradeNo,
      String orderNo,
      @Nullable String refundNo,
      Money amount,
      boolean done) {
    return String.join(
            ",",
            kind,
            tradeNo,
            orderNo,
            refundNo == null ? "" : refundNo,
            Long.toString(amount.fen()),
            done ? "SUCCEEDED" : "PROCESSING",
            WHEN)
        + "\n";
  }
}
