package com.zhaoli.pay.demoshop.goods.web;

import com.zhaoli.pay.demoshop.goods.Goods;
import com.zhaoli.pay.demoshop.goods.PriceList;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The goods for the shop's page. */
@RestController
class GoodsController {

  private final PriceList prices;

  GoodsController(PriceList prices) {
    this.prices = prices;
  }

  @GetMapping("/goods")
  List<Goods> goods() {
    return prices.all();
  }
}
