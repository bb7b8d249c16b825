package com.zhaoli.pay.demoshop.goods;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * All that the shop sells. Customers name goods and quantities; what they cost is said here alone,
 * and never taken from a browser.
 */
@Component
public class PriceList {

  private static final List<Goods> ALL =
      List.of(
          new Goods("latte", "拿铁", "Latte", 2_800),
          new Goods("americano", "美式", "Americano", 2_200),
          new Goods("cappuccino", "卡布奇诺", "Cappuccino", 2_800),
          new Goods("oolong", "乌龙茶", "Oolong tea", 1_800),
          new Goods("croissant", "可颂", "Croissant", 1_600),
          new Goods("taster", "一分钱试饮", "One-fen taster", 1));

  public List<Goods> all() {
    return ALL;
  }

  public Optional<Goods> find(String id) {
    return ALL.stream().filter(goods -> goods.id().equals(id)).findFirst();
  }
}
