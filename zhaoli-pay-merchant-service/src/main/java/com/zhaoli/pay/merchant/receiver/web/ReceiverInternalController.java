package com.zhaoli.pay.merchant.receiver.web;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverScan;
import com.zhaoli.pay.common.client.merchant.ReceiverScanResult;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.receiver.InvitationScans;
import com.zhaoli.pay.merchant.receiver.Receivers;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Receivers for the other services; a report of a scan may come more than once. */
@RestController
class ReceiverInternalController {
  private final Merchants merchants;
  private final Receivers receivers;
  private final InvitationScans scans;

  ReceiverInternalController(Merchants merchants, Receivers receivers, InvitationScans scans) {
    this.merchants = merchants;
    this.receivers = receivers;
    this.scans = scans;
  }

  @GetMapping("/internal/v1/merchants/{merchantNo}/receivers")
  List<MessageReceiver> receivers(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo) {
    merchants.requireKnown(merchantNo);
    return receivers.boundTo(merchantNo);
  }

  @PostMapping("/internal/v1/receiver-scans")
  ReceiverScanResult scanned(@RequestBody ReceiverScan scan) {
    return scans.scanned(scan);
  }
}
