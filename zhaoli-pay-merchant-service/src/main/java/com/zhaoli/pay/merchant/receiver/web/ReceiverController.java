package com.zhaoli.pay.merchant.receiver.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.merchant.receiver.InvitationBO;
import com.zhaoli.pay.merchant.receiver.InvitedReceiver;
import com.zhaoli.pay.merchant.receiver.MerchantReceivers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
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

/** The receivers of the merchant whose signature the gateway verified. */
@RestController
@RequestMapping("/openapi/v1/receivers")
class ReceiverController {
  private final MerchantReceivers receivers;
  private final Clock clock;

  ReceiverController(MerchantReceivers receivers, Clock clock) {
    this.receivers = receivers;
    this.clock = clock;
  }

  @GetMapping
  ReceiverVO.ReceiverListVO list(@RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo) {
    return ReceiverVO.ReceiverListVO.of(receivers.list(merchantNo));
  }

  @PostMapping
  ResponseEntity<ReceiverVO.InvitedReceiverVO> add(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @Valid @RequestBody ReceiverDTO.ReceiverAdd asked) {
    return created(
        receivers.add(
            merchantNo, merchantNo, asked.role(), asked.checkedLabel(), asked.lifetime()));
  }

  @GetMapping("/{receiverNo}")
  ReceiverVO get(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("receiverNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a receiver") String receiverNo) {
    return ReceiverVO.of(receivers.get(merchantNo, receiverNo));
  }

  @PatchMapping("/{receiverNo}")
  ReceiverVO change(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("receiverNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a receiver") String receiverNo,
      @Valid @RequestBody ReceiverDTO.ReceiverChange change) {
    return ReceiverVO.of(
        receivers.change(merchantNo, merchantNo, receiverNo, change.role(), change.checkedLabel()));
  }

  @DeleteMapping("/{receiverNo}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("receiverNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a receiver") String receiverNo) {
    receivers.remove(merchantNo, merchantNo, receiverNo);
  }

  /** Invites somebody to a receiver that nobody is bound to. */
  @PostMapping("/{receiverNo}/invitations")
  ResponseEntity<ReceiverVO.InvitedReceiverVO> invite(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("receiverNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a receiver") String receiverNo,
      @Valid @RequestBody(required = false) ReceiverDTO.@Nullable ReceiverInvite invite) {
    return created(
        receivers.invite(
            merchantNo, merchantNo, receiverNo, ReceiverDTO.ReceiverInvite.lifetime(invite)));
  }

  @GetMapping("/invitations")
  InvitationVO.InvitationPageVO invitations(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam(name = "after", required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the next of a page") @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(100) int limit) {
    Instant now = clock.instant();
    List<InvitationBO> page = receivers.invitations(merchantNo, after, limit);
    return new InvitationVO.InvitationPageVO(
        page.stream().map(invitation -> InvitationVO.of(invitation, now)).toList(),
        page.size() == limit ? page.get(limit - 1).invitationNo() : null);
  }

  @GetMapping("/invitations/{invitationNo}")
  InvitationVO invitation(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("invitationNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an invitation") String invitationNo) {
    return InvitationVO.of(receivers.invitation(merchantNo, invitationNo), clock.instant());
  }

  @DeleteMapping("/invitations/{invitationNo}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable("invitationNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an invitation") String invitationNo) {
    receivers.cancel(merchantNo, merchantNo, invitationNo);
  }

  private ResponseEntity<ReceiverVO.InvitedReceiverVO> created(InvitedReceiver invited) {
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(ReceiverVO.InvitedReceiverVO.of(invited, clock.instant()));
  }
}
