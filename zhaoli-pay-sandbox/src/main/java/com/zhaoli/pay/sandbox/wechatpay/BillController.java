package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.SandboxAddress;
import com.zhaoli.pay.sandbox.bill.BillEntry;
import com.zhaoli.pay.sandbox.bill.BillFiles;
import com.zhaoli.pay.sandbox.bill.DayBill;
import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.Channel;
import jakarta.servlet.http.HttpServletRequest;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Bills: first where one is and what its hash is, then the bill itself. */
@RestController
final class BillController {
  static final String DOWNLOAD_PATH = "/v3/billdownload/file";

  private final DayBill bill;
  private final BillFiles files;
  private final WechatPayKeys keys;
  private final SandboxAddress address;
  private final Clock clock;

  BillController(
      DayBill bill, BillFiles files, WechatPayKeys keys, SandboxAddress address, Clock clock) {
    this.bill = bill;
    this.files = files;
    this.keys = keys;
    this.address = address;
    this.clock = clock;
  }

  @GetMapping("/v3/bill/tradebill")
  Map<String, String> tradeBill(
      @RequestParam(name = "bill_date", required = false) @Nullable String billDate,
      @RequestParam(name = "bill_type", defaultValue = "ALL") String billType,
      @RequestParam(name = "tar_type", required = false) @Nullable String tarType,
      HttpServletRequest request) {
    if (tarType != null && !tarType.equals("GZIP")) {
      throw WechatPayError.parameter("压缩类型只支持GZIP");
    }
    List<BillEntry> entries = entries(dayOf(billDate), billType);
    if (entries.isEmpty()) {
      throw new WechatPayError(400, "NO_STATEMENT_EXIST", "账单文件不存在");
    }
    TradeBill file = new TradeBill(keys, entries, clock.instant());
    MessageDigest sha1 = DigestUtils.getSha1Digest();
    // The hash is of the text, so it is taken before the text is packed.
    String token =
        files.keep(
            out -> {
              try (OutputStream packed = tarType == null ? out : new GZIPOutputStream(out)) {
                file.write(new DigestOutputStream(packed, sha1));
              }
            });
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("hash_type", "SHA1");
    answer.put("hash_value", HexFormat.of().formatHex(sha1.digest()));
    answer.put("download_url", address.seenBy(request) + DOWNLOAD_PATH + "?token=" + token);
    return answer;
  }

  @GetMapping(DOWNLOAD_PATH)
  ResponseEntity<Resource> download(@RequestParam(defaultValue = "") String token) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(
            files
                .find(token)
                .orElseThrow(() -> new WechatPayError(404, "RESOURCE_NOT_EXISTS", "下载链接不存在或已失效")));
  }

  private List<BillEntry> entries(LocalDate day, String billType) {
    List<BillEntry> all = bill.of(Channel.WECHAT, day);
    return switch (billType) {
      case "ALL" -> all;
      case "SUCCESS" -> only(all, BillEntry.Kind.PAYMENT);
      case "REFUND" -> only(all, BillEntry.Kind.REFUND);
      default -> throw WechatPayError.parameter("账单类型只能是ALL、SUCCESS、REFUND");
    };
  }

  private static List<BillEntry> only(List<BillEntry> entries, BillEntry.Kind kind) {
    return entries.stream().filter(entry -> entry.kind() == kind).toList();
  }

  private LocalDate dayOf(@Nullable String billDate) {
    try {
      LocalDate day = LocalDate.parse(String.valueOf(billDate));
      if (!day.isAfter(bill.today())) {
        return day;
      }
    } catch (DateTimeParseException e) {
      throw WechatPayError.parameter("账单日期格式为yyyy-MM-dd");
    }
    throw new WechatPayError(400, "NO_STATEMENT_EXIST", "账单文件不存在");
  }
}
