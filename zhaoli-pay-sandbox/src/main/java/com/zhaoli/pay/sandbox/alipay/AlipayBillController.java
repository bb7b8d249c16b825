package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.bill.BillFiles;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gives out a bill to whoever has its address; the real server asks for no signature either. */
@RestController
final class AlipayBillController {
  private final BillFiles files;

  AlipayBillController(BillFiles files) {
    this.files = files;
  }

  @GetMapping("/downloadBillFile.resource")
  ResponseEntity<Resource> download(@RequestParam(defaultValue = "") String fileId) {
    return files
        .find(fileId)
        .map(
            file ->
                ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=bill.csv.zip")
                    .body(file))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }
}
