package com.zhaoli.pay.pos.signoff.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.shift.ShiftStatus;
import com.zhaoli.pay.pos.signoff.ChannelTotals;
import com.zhaoli.pay.pos.signoff.SignOffBO;
import com.zhaoli.pay.pos.signoff.SignOffs;
import com.zhaoli.pay.pos.signoff.TotalsPair;
import com.zhaoli.pay.pos.trade.TradeBO;
import com.zhaoli.pay.pos.trade.TradeStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The end of shifts at the terminal that signed. */
@RestController
@RequestMapping("/pos/v1/shifts/{shiftNo}")
class SignOffController {
  /** Ended the shift, since the terminal was moved; by whom is none of the terminal's business. */
  private static final String PLATFORM = "PLATFORM";

  private static final long MAX_FEN = 1_000_000_000_000_000L;

  private final SignOffs signOffs;

  SignOffController(SignOffs signOffs) {
    this.signOffs = signOffs;
  }

  /** One channel's totals; amounts in fen. */
  record TotalsDTO(
      @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{1,15}") String channel,
      @Min(0) @Max(1_000_000_000) long paymentCount,
      @Min(0) @Max(MAX_FEN) long paymentAmount,
      @Min(0) @Max(1_000_000_000) long refundCount,
      @Min(0) @Max(MAX_FEN) long refundAmount) {
    ChannelTotals totals() {
      return new ChannelTotals(
          channel, paymentCount, new Money(paymentAmount), refundCount, new Money(refundAmount));
    }
  }

  /** What the terminal has of its shift. */
  record SignOffDTO(@NotNull @Size(max = 16) List<@NotNull @Valid TotalsDTO> totals) {
    List<ChannelTotals> checked() {
      List<ChannelTotals> checked = totals.stream().map(TotalsDTO::totals).toList();
      if (checked.stream().map(ChannelTotals::channel).distinct().count() != checked.size()) {
        throw ApiException.of(ErrorCode.REQUEST_INVALID, "totals", "name a channel twice");
      }
      return checked;
    }
  }

  /**
   * How the shift ended.
   *
   * @param closedBy null where the cashier signed off
   */
  record SignOffVO(
      String shiftNo,
      ShiftStatus status,
      boolean agreed,
      @Nullable String closedBy,
      List<ChannelTotals> totals,
      List<TotalsPair.Difference> differences,
      @Nullable Instant closedAt) {
    static SignOffVO of(SignOffBO signOff) {
      return new SignOffVO(
          signOff.shift().shiftNo(),
          signOff.shift().status(),
          Boolean.TRUE.equals(signOff.shift().agreed()),
          signOff.shift().closedBy() == null ? null : PLATFORM,
          signOff.totals().stream().map(TotalsPair::ours).toList(),
          signOff.differences(),
          signOff.shift().closedAt());
    }
  }

  /** A trade of the shift, as far as it matters for comparing. */
  record ShiftTradeVO(
      String terminalTradeNo,
      @Nullable String paymentNo,
      Money amount,
      TradeStatus status,
      @Nullable String channel) {
    static ShiftTradeVO of(TradeBO trade) {
      return new ShiftTradeVO(
          trade.terminalTradeNo(),
          trade.paymentNo(),
          trade.amount(),
          trade.status(),
          trade.channel());
    }
  }

  /** Some trades; {@code next} names where the next page begins, if there is one. */
  record ShiftTradesVO(List<ShiftTradeVO> items, @Nullable String next) {}

  @PostMapping("/sign-off")
  SignOffVO signOff(
      HttpServletRequest request,
      @PathVariable("shiftNo") @Pattern(regexp = "[0-9A-Za-z_]{1,40}") String shiftNo,
      @Valid @RequestBody SignOffDTO told) {
    return SignOffVO.of(signOffs.signOff(DeviceIdentity.of(request), shiftNo, told.checked()));
  }

  @GetMapping("/trades")
  ShiftTradesVO trades(
      HttpServletRequest request,
      @PathVariable("shiftNo") @Pattern(regexp = "[0-9A-Za-z_]{1,40}") String shiftNo,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    List<TradeBO> found = signOffs.trades(DeviceIdentity.of(request), shiftNo, after, limit);
    return new ShiftTradesVO(
        found.stream().map(ShiftTradeVO::of).toList(),
        found.size() < limit ? null : found.get(limit - 1).tradeNo());
  }
}
