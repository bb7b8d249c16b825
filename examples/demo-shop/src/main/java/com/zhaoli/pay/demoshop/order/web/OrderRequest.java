package com.zhaoli.pay.demoshop.order.web;

import com.zhaoli.pay.demoshop.goods.PriceList;
import com.zhaoli.pay.demoshop.order.OrderLine;
import com.zhaoli.pay.demoshop.order.PayBy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a customer wants: goods and quantities, never prices. */
record OrderRequest(@Nullable List<@Nullable Item> items, @Nullable String payBy) {

  private static final int ITEMS_LIMIT = 20;
  private static final int QUANTITY_LIMIT = 99;

  record Item(@Nullable String goodsId, @Nullable Integer quantity) {}

  List<OrderLine> checkedLines(PriceList prices) {
    if (items == null || items.isEmpty() || items.size() > ITEMS_LIMIT) {
      throw new IllegalArgumentException("items has 1 to " + ITEMS_LIMIT + " entries");
    }
    Set<String> seen = new HashSet<>();
    return items.stream().map(item -> checkedLine(item, prices, seen)).toList();
  }

  private static OrderLine checkedLine(@Nullable Item item, PriceList prices, Set<String> seen) {
    if (item == null || item.goodsId() == null || !seen.add(item.goodsId())) {
      throw new IllegalArgumentException("each item names goods by goodsId, once");
    }
    if (item.quantity() == null || item.quantity() < 1 || item.quantity() > QUANTITY_LIMIT) {
      throw new IllegalArgumentException("quantity is 1 to " + QUANTITY_LIMIT);
    }
    int quantity = item.quantity();
    return prices
        .find(item.goodsId())
        .map(goods -> new OrderLine(goods, quantity))
        .orElseThrow(() -> new IllegalArgumentException("goodsId is of no goods of this shop"));
  }

  PayBy checkedPayBy() {
    for (PayBy known : PayBy.values()) {
      if (known.name().equals(payBy)) {
        return known;
      }
    }
    throw new IllegalArgumentException("payBy is ALIPAY, WECHAT or CASHIER");
  }
}
