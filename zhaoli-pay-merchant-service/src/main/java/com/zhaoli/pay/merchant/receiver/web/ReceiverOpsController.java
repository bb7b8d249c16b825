package com.zhaoli.pay.merchant.receiver.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.receiver.InvitedReceiver;
import com.zhaoli.pay.merchant.receiver.MerchantReceivers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Operators act on a merchant's receivers, such as for an owner who lost everything else. */
@RestController
@RequestMapping("/ops/v1/merchants/{merchantNo}/receivers")
class ReceiverOpsController {
  private final MerchantReceivers receivers;
  private final Merchants merchants;
  private final Clock clock;

  ReceiverOpsController(MerchantReceivers receivers, Merchants merchants, Clock clock) {
    this.receivers = receivers;
    this.merchants = merchants;
    this.clock = clock;
  }

  @GetMapping
  ReceiverVO.ReceiverListVO list(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      HttpServletRequest request) {
    operator(request);
    return ReceiverVO.ReceiverListVO.of(receivers.list(merchantNo));
  }

  @PostMapping
  ResponseEntity<ReceiverVO.InvitedReceiverVO> add(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @Valid @RequestBody ReceiverDTO.ReceiverAdd asked,
      HttpServletRequest request) {
    String operatorNo = operator(request);
    return created(
        receivers.add(
            merchantNo, operatorNo, asked.role(), asked.checkedLabel(), asked.lifetime()));
  }

  @PatchMapping("/{receiverNo}")
  ReceiverVO change(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @PathVariable("receiverNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a receiver") String receiverNo,
      @Valid @RequestBody ReceiverDTO.ReceiverChange change,
      HttpServletRequest request) {
    String operatorNo = operator(request);
    return ReceiverVO.of(
        receivers.change(merchantNo, operatorNo, receiverNo, change.role(), change.checkedLabel()));
  }

  @DeleteMapping("/{receiverNo}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @PathVariable("receiverNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a receiver") String receiverNo,
      HttpServletRequest request) {
    String operatorNo = operator(request);
    merchants.requireKnown(merchantNo);
    receivers.remove(merchantNo, operatorNo, receiverNo);
  }

  /** Frees a receiver of whoever is bound; the only way to have another owner against his will. */
  @PostMapping("/{receiverNo}/unbind")
  ReceiverVO unbind(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @PathVariable("receiverNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a receiver") String receiverNo,
      @Valid @RequestBody ReceiverDTO.ReceiverUnbind why,
      HttpServletRequest request) {
    String operatorNo = operator(request);
    return ReceiverVO.of(
        receivers.unbind(merchantNo, operatorNo, receiverNo, why.reason().strip()));
  }

  @PostMapping("/{receiverNo}/invitations")
  ResponseEntity<ReceiverVO.InvitedReceiverVO> invite(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @PathVariable("receiverNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a receiver") String receiverNo,
      @Valid @RequestBody(required = false) ReceiverDTO.@Nullable ReceiverInvite invite,
      HttpServletRequest request) {
    String operatorNo = operator(request);
    return created(
        receivers.invite(
            merchantNo, operatorNo, receiverNo, ReceiverDTO.ReceiverInvite.lifetime(invite)));
  }

  @DeleteMapping("/invitations/{invitationNo}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(
      @PathVariable("merchantNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @PathVariable("invitationNo")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an invitation") String invitationNo,
      HttpServletRequest request) {
    String operatorNo = operator(request);
    merchants.requireKnown(merchantNo);
    receivers.cancel(merchantNo, operatorNo, invitationNo);
  }

  private static String operator(HttpServletRequest request) {
    return ActingOperator.of(request).mustBe(OperatorRole.AUDITOR).operatorNo();
  }

  private ResponseEntity<ReceiverVO.InvitedReceiverVO> created(InvitedReceiver invited) {
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(ReceiverVO.InvitedReceiverVO.of(invited, clock.instant()));
  }
}
