package com.zhaoli.pay.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.zhaoli.pay.sandbox.support.AlipaySdk;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The books that a checker reads. */
class LedgerIT extends RunningSandbox {

  @Test
  void allOrdersComeOnceOldestFirstWithTheirRefunds() {
    AlipaySdk alipay = new AlipaySdk(directory(), url(), AlipaySdk.Mode.KEY);
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String orderNo = newOrderNo();
      numbers.add(orderNo);
      Map<String, String> biz = new LinkedHashMap<>();
      biz.put("out_trade_no", orderNo);
      biz.put("total_amount", "2.00");
      biz.put("subject", "tea");
      if (i == 0) {
        alipay.call(new AlipayTradePrecreateRequest(), biz);
      } else {
        biz.put("auth_code", "280000000000000001");
        alipay.call(new AlipayTradePayRequest(), biz);
      }
    }
    alipay.call(
        new AlipayTradeRefundRequest(),
        Map.of("out_trade_no", numbers.get(1), "refund_amount", "0.50", "out_request_no", "r1"));

    Map<String, JsonNode> read = new LinkedHashMap<>();
    String cursor = "0";
    for (int pages = 0; cursor != null; pages++) {
      assertThat(pages).as("it ends").isLessThan(10_000);
      JsonNode page = get("/sandbox/v1/ledger?limit=2&after=" + cursor).json();
      page.get("orders").forEach(order -> read.put(order.get("channelOrderNo").asString(), order));
      cursor = page.has("next") ? page.get("next").asString() : null;
    }
    assertThat(List.copyOf(read.keySet())).containsSubsequence(numbers);
    JsonNode unpaid = Objects.requireNonNull(read.get(numbers.get(0)));
    assertThat(unpaid.get("state").asString()).isEqualTo("CREATED");
    assertThat(unpaid.has("paidAt")).isFalse();
    JsonNode paid = Objects.requireNonNull(read.get(numbers.get(1)));
    assertThat(paid.get("state").asString()).isEqualTo("PAID");
    assertThat(paid.get("amountFen").asLong()).isEqualTo(200);
    JsonNode refund = paid.get("refunds").get(0);
    assertThat(refund.get("outRefundNo").asString()).isEqualTo("r1");
    assertThat(refund.get("amountFen").asLong()).isEqualTo(50);
    assertThat(refund.get("state").asString()).isEqualTo("SUCCESS");
    assertThat(get("/sandbox/v1/ledger?limit=2001").status()).isEqualTo(400);
  }
}
