package com.zhaoli.pay.pos.trade.web;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.trade.Trades;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Trades of the terminal that signed. */
@RestController
@RequestMapping("/pos/v1/trades")
class TradeController {
  private final Trades trades;

  TradeController(Trades trades) {
    this.trades = trades;
  }

  @PostMapping
  ResponseEntity<TradeVO> sell(HttpServletRequest request, @Valid @RequestBody SaleDTO sale) {
    Trades.Sale sold = trades.sell(DeviceIdentity.of(request), sale.command());
    return ResponseEntity.status(sold.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(TradeVO.of(sold.trade()));
  }

  @GetMapping("/last")
  TradeVO last(HttpServletRequest request) {
    return TradeVO.of(trades.last(DeviceIdentity.of(request)));
  }

  @GetMapping("/{terminalTradeNo}")
  TradeVO query(
      HttpServletRequest request,
      @PathVariable("terminalTradeNo") @Pattern(regexp = SaleDTO.TERMINAL_TRADE_NO) String terminalTradeNo) {
    return TradeVO.of(trades.query(DeviceIdentity.of(request), terminalTradeNo));
  }

  /**
   * What a terminal may tell with a cancellation.
   *
   * @param amount fen, for the record of a sale that never arrived
   */
  record CancelDTO(@Nullable @Min(1) @Max(SaleDTO.MAX_FEN) Long amount) {}

  @PostMapping("/{terminalTradeNo}/reverse")
  TradeVO cancel(
      HttpServletRequest request,
      @PathVariable("terminalTradeNo") @Pattern(regexp = SaleDTO.TERMINAL_TRADE_NO) String terminalTradeNo,
      @Valid @RequestBody(required = false) @Nullable CancelDTO cancel) {
    Long told = cancel == null ? null : cancel.amount();
    return TradeVO.of(
        trades.cancel(
            DeviceIdentity.of(request), terminalTradeNo, told == null ? null : new Money(told)));
  }
}
