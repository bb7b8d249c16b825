package com.zhaoli.pay.merchant.receiver;

import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.client.merchant.ReceiverScan;
import com.zhaoli.pay.common.client.merchant.ReceiverScanResult;
import com.zhaoli.pay.common.client.merchant.ReceiverScanResult.Outcome;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.receiver.internal.InvitationStore;
import com.zhaoli.pay.merchant.receiver.internal.ReceiverStore;
import com.zhaoli.pay.merchant.secret.Masks;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Binds who scans an invitation. Reports of scans come late, doubled and in any order: what counts
 * is when the person scanned, and the same report again changes nothing and is answered the same.
 */
@Service
public class InvitationScans {
  private static final Logger log = LoggerFactory.getLogger(InvitationScans.class);

  private final Merchants merchants;
  private final ReceiverStore receivers;
  private final InvitationStore invitations;
  private final AuditLog auditLog;
  private final Clock clock;
  private final TransactionTemplate transaction;

  InvitationScans(
      Merchants merchants,
      ReceiverStore receivers,
      InvitationStore invitations,
      AuditLog auditLog,
      Clock clock,
      TransactionTemplate transaction) {
    this.merchants = merchants;
    this.receivers = receivers;
    this.invitations = invitations;
    this.auditLog = auditLog;
    this.clock = clock;
    this.transaction = transaction;
  }

  /** What a scan came to, and as what the person gets messages or was to. */
  private record Decision(Outcome outcome, ReceiverRole role) {}

  /**
   * A WeChat user scanned. The first one is bound; after an unbinding the same person's scan binds
   * again as long as the QR code lives, unless another took the place meanwhile.
   *
   * @throws ApiException INVITATION_NOT_FOUND for one that was never made or is long over
   */
  public ReceiverScanResult scanned(ReceiverScan scan) {
    InvitationBO invitation = find(scan);
    Decision decision =
        Objects.requireNonNull(transaction.execute(status -> decide(invitation, scan)));
    log.info(
        "A scan of invitation {} by {}: {}",
        scan.invitationNo(),
        Masks.openid(scan.openid()),
        decision.outcome());
    return new ReceiverScanResult(
        decision.outcome(), merchants.get(invitation.merchantNo()).name(), decision.role());
  }

  private InvitationBO find(ReceiverScan scan) {
    return invitations
        .scanned(scan.invitationNo())
        .orElseThrow(() -> new ApiException(ErrorCode.INVITATION_NOT_FOUND));
  }

  /**
   * In this order: a departure that is recorded at the same time either is seen here or waits and
   * then unbinds; what is read behind the owner's lock is what those before us committed.
   */
  private Decision decide(InvitationBO named, ReceiverScan scan) {
    String merchantNo = named.merchantNo();
    boolean left = receivers.leftAfter(scan.openid(), scan.scannedAt());
    receivers.lockOwner(merchantNo);
    InvitationBO invitation = find(scan);
    Optional<ReceiverBO> place = receivers.find(merchantNo, invitation.receiverNo());
    ReceiverRole role = place.map(ReceiverBO::role).orElse(ReceiverRole.STAFF);
    if (left) {
      return new Decision(Outcome.LEFT, role);
    }
    Optional<ReceiverBO> already = receivers.byOpenid(merchantNo, scan.openid());
    if (already.isPresent()) {
      boolean byThis =
          already.get().receiverNo().equals(invitation.receiverNo()) && isScanner(invitation, scan);
      return new Decision(byThis ? Outcome.BOUND : Outcome.ALREADY_BOUND, already.get().role());
    }
    return new Decision(outcome(invitation, place.isPresent(), scan), role);
  }

  private Outcome outcome(InvitationBO invitation, boolean placeIsThere, ReceiverScan scan) {
    boolean inTime = scan.scannedAt().isBefore(invitation.expiresAt());
    return switch (invitation.status()) {
      case CANCELLED -> Outcome.CANCELLED;
      case ACCEPTED ->
          placeIsThere && inTime && isScanner(invitation, scan) && bind(invitation, scan)
              ? Outcome.BOUND
              : Outcome.USED;
      case OPEN, EXPIRED -> {
        if (!inTime) {
          yield Outcome.EXPIRED;
        }
        yield placeIsThere && accept(invitation, scan) ? Outcome.BOUND : Outcome.USED;
      }
    };
  }

  private boolean accept(InvitationBO invitation, ReceiverScan scan) {
    if (!bind(invitation, scan)) {
      return false;
    }
    if (!invitations.accept(invitation, Tokens.sha256(scan.openid()), clock.instant())) {
      throw new IllegalStateException("changed behind the lock: " + invitation);
    }
    return true;
  }

  private boolean bind(InvitationBO invitation, ReceiverScan scan) {
    String merchantNo = invitation.merchantNo();
    if (!receivers.bindIfUnbound(
        merchantNo, invitation.receiverNo(), scan.openid(), scan.scannedAt())) {
      return false;
    }
    // The merchant invited; who came is told by the receiver, never by an openid.
    auditLog.append(
        merchantNo,
        AuditAction.RECEIVER_BOUND,
        merchantNo,
        invitation.receiverNo() + " " + invitation.invitationNo());
    return true;
  }

  private static boolean isScanner(InvitationBO invitation, ReceiverScan scan) {
    return Tokens.sha256(scan.openid()).equals(invitation.scannerHash());
  }
}
