package com.zhaoli.pay.pos.cashier.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.pos.cashier.CashierBO;
import com.zhaoli.pay.pos.cashier.CashierRole;
import com.zhaoli.pay.pos.cashier.CashierStatus;
import com.zhaoli.pay.pos.cashier.Cashiers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A merchant's cashiers. The gateway has checked the signature and says whose it was. */
@RestController
@RequestMapping("/openapi/v1/cashiers")
class CashierController {
  private static final String STORE_ID = "[0-9A-Za-z_-]{1,32}";
  private static final String CASHIER_NO = "[0-9]{2,8}";
  private static final String PIN = "[0-9]{6,12}";

  private final Cashiers cashiers;

  CashierController(Cashiers cashiers) {
    this.cashiers = cashiers;
  }

  /** A new cashier. */
  record CashierCreateDTO(
      @NotNull @Pattern(regexp = STORE_ID) String storeId,
      @NotNull @Pattern(regexp = CASHIER_NO) String cashierNo,
      @NotNull @Pattern(regexp = "[^\\p{Cntrl}\\p{Cs}]{1,32}") String name,
      @NotNull CashierRole role,
      @NotNull @Pattern(regexp = PIN) String pin) {

    /** Does not print the PIN. */
    @Override
    public String toString() {
      return "CashierCreateDTO[storeId=" + storeId + ", cashierNo=" + cashierNo + "]";
    }
  }

  /** What changes; the rest stays. */
  record CashierChangeDTO(
      @NotNull @Pattern(regexp = STORE_ID) String storeId,
      @Nullable CashierRole role,
      @Nullable CashierStatus status,
      @Nullable @Pattern(regexp = PIN) String pin) {

    /** Does not print the PIN. */
    @Override
    public String toString() {
      return "CashierChangeDTO[storeId=" + storeId + "]";
    }
  }

  /** A cashier as the merchant sees it. */
  record CashierVO(
      String storeId,
      String cashierNo,
      String name,
      CashierRole role,
      CashierStatus status,
      @Nullable Instant lockedUntil,
      Instant createdAt) {
    static CashierVO of(CashierBO cashier) {
      return new CashierVO(
          cashier.storeId(),
          cashier.cashierNo(),
          cashier.name(),
          cashier.role(),
          cashier.status(),
          cashier.lockedUntil(),
          cashier.createdAt());
    }
  }

  /** Some cashiers; {@code next} names where the next page begins, if there is one. */
  record CashierPageVO(List<CashierVO> items, @Nullable String next) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  CashierVO add(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @Valid @RequestBody CashierCreateDTO cashier) {
    return CashierVO.of(
        cashiers.add(
            merchantNo,
            cashier.storeId(),
            cashier.cashierNo(),
            cashier.name(),
            cashier.role(),
            new Secret(cashier.pin())));
  }

  @PatchMapping("/{cashierNo}")
  CashierVO change(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("cashierNo") @Pattern(regexp = CASHIER_NO) String cashierNo,
      @Valid @RequestBody CashierChangeDTO change) {
    return CashierVO.of(
        cashiers.change(
            merchantNo,
            change.storeId(),
            cashierNo,
            change.role(),
            change.status(),
            change.pin() == null ? null : new Secret(change.pin())));
  }

  @GetMapping
  CashierPageVO list(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam("storeId") @Pattern(regexp = STORE_ID) String storeId,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    List<CashierVO> found =
        cashiers.list(merchantNo, storeId, after, limit).stream().map(CashierVO::of).toList();
    return new CashierPageVO(found, found.size() < limit ? null : found.get(limit - 1).cashierNo());
  }
}
