package com.zhaoli.pay.merchant.member.web;

import com.zhaoli.pay.common.client.merchant.MerchantName;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.merchant.member.MerchantBO;
import com.zhaoli.pay.merchant.member.MerchantStatus;
import com.zhaoli.pay.merchant.member.Merchants;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A merchant for itself, and its name for the other services. */
@RestController
class MerchantController {
  private final Merchants merchants;

  MerchantController(Merchants merchants) {
    this.merchants = merchants;
  }

  /** The merchant whose signature the gateway verified. */
  @GetMapping("/openapi/v1/merchant")
  MerchantVO own(@RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo) {
    MerchantBO merchant = merchants.get(merchantNo);
    return new MerchantVO(merchant.merchantNo(), merchant.name(), merchant.status());
  }

  /** How payers see the merchant. */
  @GetMapping("/internal/v1/merchants/{merchantNo}/name")
  MerchantName name(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo) {
    MerchantBO merchant = merchants.get(merchantNo);
    return new MerchantName(merchant.merchantNo(), merchant.name());
  }

  /** Whose payments are refused now. */
  @GetMapping("/internal/v1/suspended-merchants")
  List<String> suspended(
      @RequestParam(name = "after", defaultValue = "") String after,
      @RequestParam(name = "limit") @Min(1) @Max(1_000) int limit) {
    return merchants.suspended(after, limit);
  }

  /** A merchant as it sees itself. */
  record MerchantVO(String merchantNo, String name, MerchantStatus status) {}
}
