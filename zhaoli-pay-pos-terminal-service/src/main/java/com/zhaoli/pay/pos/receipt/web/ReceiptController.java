package com.zhaoli.pay.pos.receipt.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.receipt.ReceiptCopy;
import com.zhaoli.pay.pos.receipt.ReceiptFormat;
import com.zhaoli.pay.pos.receipt.ReceiptOptions;
import com.zhaoli.pay.pos.receipt.Receipts;
import com.zhaoli.pay.pos.trade.web.SaleDTO;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Receipts for the terminal that signed. */
@RestController
class ReceiptController {
  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
  private static final String FORMATS = "text|escpos";
  private static final String COPIES = "MERCHANT|CUSTOMER";
  private static final String YES_OR_NO = "true|false";

  private final Receipts receipts;

  ReceiptController(Receipts receipts) {
    this.receipts = receipts;
  }

  @GetMapping("/pos/v1/trades/{terminalTradeNo}/receipt")
  ResponseEntity<byte[]> ofTrade(
      HttpServletRequest request,
      @PathVariable("terminalTradeNo") @Pattern(regexp = SaleDTO.TERMINAL_TRADE_NO) String terminalTradeNo,
      @RequestParam(name = "columns", required = false) @Nullable Integer columns,
      @RequestParam(name = "format", defaultValue = "text") @Pattern(regexp = FORMATS) String format,
      @RequestParam(name = "copy", defaultValue = "CUSTOMER") @Pattern(regexp = COPIES) String copy,
      @RequestParam(name = "reprint", defaultValue = "false") @Pattern(regexp = YES_OR_NO) String reprint) {
    ReceiptOptions options = options(columns, format, copy, reprint);
    return answer(options, receipts.ofTrade(DeviceIdentity.of(request), terminalTradeNo, options));
  }

  @GetMapping("/pos/v1/refunds/{terminalRefundNo}/receipt")
  ResponseEntity<byte[]> ofRefund(
      HttpServletRequest request,
      @PathVariable("terminalRefundNo") @Pattern(regexp = "[0-9A-Za-z_-]{1,32}") String terminalRefundNo,
      @RequestParam(name = "columns", required = false) @Nullable Integer columns,
      @RequestParam(name = "format", defaultValue = "text") @Pattern(regexp = FORMATS) String format,
      @RequestParam(name = "copy", defaultValue = "CUSTOMER") @Pattern(regexp = COPIES) String copy,
      @RequestParam(name = "reprint", defaultValue = "false") @Pattern(regexp = YES_OR_NO) String reprint) {
    ReceiptOptions options = options(columns, format, copy, reprint);
    return answer(
        options, receipts.ofRefund(DeviceIdentity.of(request), terminalRefundNo, options));
  }

  /** Totals stay with the merchant. */
  @GetMapping("/pos/v1/shifts/{shiftNo}/receipt")
  ResponseEntity<byte[]> ofShift(
      HttpServletRequest request,
      @PathVariable("shiftNo") @Pattern(regexp = "[0-9A-Za-z_]{1,40}") String shiftNo,
      @RequestParam(name = "columns", required = false) @Nullable Integer columns,
      @RequestParam(name = "format", defaultValue = "text") @Pattern(regexp = FORMATS) String format,
      @RequestParam(name = "reprint", defaultValue = "false") @Pattern(regexp = YES_OR_NO) String reprint) {
    ReceiptOptions options = options(columns, format, ReceiptCopy.MERCHANT.name(), reprint);
    return answer(options, receipts.ofShift(DeviceIdentity.of(request), shiftNo, options));
  }

  private static ReceiptOptions options(
      @Nullable Integer columns, String format, String copy, String reprint) {
    if (columns != null && columns != 32 && columns != 48) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "columns", "must be 32 or 48");
    }
    return new ReceiptOptions(
        columns,
        ReceiptFormat.valueOf(format.toUpperCase(Locale.ROOT)),
        ReceiptCopy.valueOf(copy),
        Boolean.parseBoolean(reprint));
  }

  private static ResponseEntity<byte[]> answer(ReceiptOptions options, byte[] receipt) {
    return ResponseEntity.ok()
        .contentType(
            switch (options.format()) {
              case TEXT -> TEXT;
              case ESCPOS -> MediaType.APPLICATION_OCTET_STREAM;
            })
        .cacheControl(CacheControl.noStore())
        .body(receipt);
  }
}
