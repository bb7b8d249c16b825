package com.zhaoli.pay.demoshop.order;

import com.zhaoli.pay.demoshop.goods.Goods;

/** Some of one kind of goods, at the price of the moment of the order. */
public record OrderLine(Goods goods, int quantity) {

  /** In fen. */
  public long amount() {
    return Math.multiplyExact(goods.price(), quantity);
  }
}
