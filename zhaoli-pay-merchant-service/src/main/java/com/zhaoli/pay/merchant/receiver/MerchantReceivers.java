package com.zhaoli.pay.merchant.receiver;

import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.client.wechat.QrCode;
import com.zhaoli.pay.common.client.wechat.QrCodeRequest;
import com.zhaoli.pay.common.client.wechat.QrPurpose;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.member.MerchantStatus;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.receiver.internal.InvitationStore;
import com.zhaoli.pay.merchant.receiver.internal.ReceiverStore;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a merchant, or an operator for it, does with the merchant's receivers. Each change and its
 * audit entry are one transaction, in which nobody else changes this merchant's receivers. QR codes
 * are made before it: one whose transaction then fails means nothing to who scans it.
 *
 * <p>{@code actor} is who acts: the merchantNo or an operatorNo.
 */
@Service
public class MerchantReceivers {
  /** Ten minutes. */
  public static final long MIN_EXPIRE_SECONDS = 600;

  /** Seven days. */
  public static final long MAX_EXPIRE_SECONDS = 604_800;

  private static final Logger log = LoggerFactory.getLogger(MerchantReceivers.class);

  /** WeChat makes 100,000 temporary QR codes a day for the whole account. */
  private static final int MAX_INVITATIONS_A_DAY = 100;

  private static final Duration DAY = Duration.ofDays(1);
  private static final long RETRY_SECONDS = 3_600;

  private final Merchants merchants;
  private final ReceiverStore receivers;
  private final InvitationStore invitations;
  private final WechatInternalApi wechat;
  private final AuditLog auditLog;
  private final Clock clock;
  private final TransactionTemplate transaction;

  MerchantReceivers(
      Merchants merchants,
      ReceiverStore receivers,
      InvitationStore invitations,
      WechatInternalApi wechat,
      AuditLog auditLog,
      Clock clock,
      TransactionTemplate transaction) {
    this.merchants = merchants;
    this.receivers = receivers;
    this.invitations = invitations;
    this.wechat = wechat;
    this.auditLog = auditLog;
    this.clock = clock;
    this.transaction = transaction;
  }

  /**
   * All receivers, the oldest first.
   *
   * @throws ApiException MERCHANT_NOT_FOUND
   */
  public List<ReceiverBO> list(String merchantNo) {
    merchants.requireKnown(merchantNo);
    return receivers.list(merchantNo);
  }

  /**
   * One receiver.
   *
   * @throws ApiException RECEIVER_NOT_FOUND, also for another merchant's
   */
  public ReceiverBO get(String merchantNo, String receiverNo) {
    return receivers
        .find(merchantNo, receiverNo)
        .orElseThrow(() -> new ApiException(ErrorCode.RECEIVER_NOT_FOUND));
  }

  /**
   * Makes a receiver and invites somebody to it.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, MERCHANT_STATE_INVALID for a rejected merchant,
   *     RECEIVER_IS_OWNER, RECEIVER_LIMIT_REACHED, RATE_LIMITED, UPSTREAM_UNAVAILABLE when no QR
   *     code can be had
   */
  public InvitedReceiver add(
      String merchantNo, String actor, ReceiverRole role, ReceiverLabel label, Duration lifetime) {
    if (role == ReceiverRole.OWNER) {
      throw new ApiException(ErrorCode.RECEIVER_IS_OWNER);
    }
    requireMayInvite(merchantNo);
    requireRoom(merchantNo);
    ReceiverBO receiver =
        new ReceiverBO(
            Ids.withPrefix(Receivers.NUMBER_PREFIX),
            merchantNo,
            role,
            label.value(),
            null,
            null,
            null,
            clock.instant());
    InvitationBO invitation = newInvitation(receiver, lifetime);
    return alone(
        merchantNo,
        () -> {
          requireRoom(merchantNo);
          receivers.insert(receiver);
          invitations.insert(invitation);
          record(actor, AuditAction.RECEIVER_ADDED, receiver, role.name());
          record(actor, AuditAction.RECEIVER_INVITED, receiver, invitation.invitationNo());
          return new InvitedReceiver(receiver, invitation);
        });
  }

  /**
   * Invites somebody to a receiver that nobody is bound to: the first one never came, or who was
   * bound left the account. Earlier invitations of this receiver bind nobody from then on.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, MERCHANT_STATE_INVALID for a rejected merchant,
   *     RECEIVER_NOT_FOUND, RECEIVER_BOUND, RATE_LIMITED, UPSTREAM_UNAVAILABLE
   */
  public InvitedReceiver invite(
      String merchantNo, String actor, String receiverNo, Duration lifetime) {
    requireMayInvite(merchantNo);
    InvitationBO invitation = newInvitation(unbound(merchantNo, receiverNo), lifetime);
    return alone(
        merchantNo,
        () -> {
          ReceiverBO receiver = unbound(merchantNo, receiverNo);
          invitations.endAllOf(merchantNo, receiverNo, clock.instant());
          invitations.insert(invitation);
          record(actor, AuditAction.RECEIVER_INVITED, receiver, invitation.invitationNo());
          return new InvitedReceiver(receiver, invitation);
        });
  }

  /** Invitations before {@code after}, the newest first. */
  public List<InvitationBO> invitations(String merchantNo, @Nullable String after, int limit) {
    return invitations.list(merchantNo, after, limit);
  }

  /**
   * One invitation.
   *
   * @throws ApiException INVITATION_NOT_FOUND, also for another merchant's
   */
  public InvitationBO invitation(String merchantNo, String invitationNo) {
    return invitations
        .find(merchantNo, invitationNo)
        .orElseThrow(() -> new ApiException(ErrorCode.INVITATION_NOT_FOUND));
  }

  /**
   * Takes an invitation back: who scans it from now on is not bound. Repeating it has no effect.
   *
   * @throws ApiException INVITATION_NOT_FOUND, INVITATION_STATE_INVALID when it was accepted
   */
  public void cancel(String merchantNo, String actor, String invitationNo) {
    invitation(merchantNo, invitationNo);
    alone(
        merchantNo,
        () -> {
          InvitationBO invitation = invitation(merchantNo, invitationNo);
          if (invitation.status() == InvitationStatus.ACCEPTED) {
            throw ApiException.of(
                ErrorCode.INVITATION_STATE_INVALID, "status", invitation.status().name());
          }
          if (invitations.cancel(merchantNo, invitationNo, clock.instant())) {
            auditLog.append(
                actor,
                AuditAction.INVITATION_CANCELLED,
                merchantNo,
                invitation.receiverNo() + " " + invitationNo);
          }
          return invitation;
        });
  }

  /**
   * Changes role and label.
   *
   * @param role null to leave it
   * @param label null to leave it
   * @throws ApiException RECEIVER_NOT_FOUND, RECEIVER_IS_OWNER when it would make or unmake one
   */
  public ReceiverBO change(
      String merchantNo,
      String actor,
      String receiverNo,
      @Nullable ReceiverRole role,
      @Nullable ReceiverLabel label) {
    get(merchantNo, receiverNo);
    return alone(
        merchantNo,
        () -> {
          ReceiverBO before = get(merchantNo, receiverNo);
          ReceiverRole newRole = role == null ? before.role() : role;
          if (newRole != before.role()
              && (newRole == ReceiverRole.OWNER || before.role() == ReceiverRole.OWNER)) {
            throw new ApiException(ErrorCode.RECEIVER_IS_OWNER);
          }
          receivers.change(
              merchantNo, receiverNo, newRole, label == null ? before.label() : label.value());
          record(actor, AuditAction.RECEIVER_CHANGED, before, before.role() + " to " + newRole);
          return get(merchantNo, receiverNo);
        });
  }

  /**
   * Removes a receiver with whoever is bound, and takes its open invitation back.
   *
   * @throws ApiException RECEIVER_NOT_FOUND, RECEIVER_IS_OWNER
   */
  public void remove(String merchantNo, String actor, String receiverNo) {
    get(merchantNo, receiverNo);
    alone(
        merchantNo,
        () -> {
          ReceiverBO receiver = get(merchantNo, receiverNo);
          if (!receivers.remove(merchantNo, receiverNo)) {
            throw new ApiException(ErrorCode.RECEIVER_IS_OWNER);
          }
          invitations.endAllOf(merchantNo, receiverNo, clock.instant());
          record(actor, AuditAction.RECEIVER_REMOVED, receiver, receiver.role().name());
          return receiver;
        });
  }

  /**
   * Frees a receiver of whoever is bound, such as an owner who sold the shop; another can then be
   * invited. Without effect when nobody is bound.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, RECEIVER_NOT_FOUND
   */
  public ReceiverBO unbind(String merchantNo, String actor, String receiverNo, String reason) {
    merchants.requireKnown(merchantNo);
    get(merchantNo, receiverNo);
    return alone(
        merchantNo,
        () -> {
          ReceiverBO receiver = get(merchantNo, receiverNo);
          if (receivers.release(merchantNo, receiverNo, clock.instant())) {
            invitations.endAllOf(merchantNo, receiverNo, clock.instant());
            record(actor, AuditAction.RECEIVER_UNBOUND, receiver, reason);
          }
          return get(merchantNo, receiverNo);
        });
  }

  private void requireMayInvite(String merchantNo) {
    MerchantStatus status = merchants.statusOf(merchantNo);
    if (status == MerchantStatus.REJECTED) {
      throw ApiException.of(ErrorCode.MERCHANT_STATE_INVALID, "status", status.name());
    }
    if (invitations.countSince(merchantNo, clock.instant().minus(DAY)) >= MAX_INVITATIONS_A_DAY) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, RETRY_SECONDS);
    }
  }

  private void requireRoom(String merchantNo) {
    if (receivers.list(merchantNo).size() >= ReceiverStore.MAX_RECEIVERS) {
      throw ApiException.of(
          ErrorCode.RECEIVER_LIMIT_REACHED, "limit", String.valueOf(ReceiverStore.MAX_RECEIVERS));
    }
  }

  private ReceiverBO unbound(String merchantNo, String receiverNo) {
    ReceiverBO receiver = get(merchantNo, receiverNo);
    if (receiver.isBound()) {
      throw new ApiException(ErrorCode.RECEIVER_BOUND);
    }
    return receiver;
  }

  private InvitationBO newInvitation(ReceiverBO receiver, Duration lifetime) {
    String invitationNo = Ids.withPrefix(InvitationStore.NUMBER_PREFIX);
    Instant now = clock.instant();
    QrCode qrCode;
    try {
      qrCode =
          wechat.createQrCode(
              new QrCodeRequest(
                  QrPurpose.RECEIVER, invitationNo, Math.toIntExact(lifetime.toSeconds())));
    } catch (RuntimeException e) {
      log.warn("No QR code from wechat-mp-service", e);
      throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE, e);
    }
    return new InvitationBO(
        invitationNo,
        receiver.merchantNo(),
        receiver.receiverNo(),
        InvitationStatus.OPEN,
        qrCode.ticket(),
        qrCode.url(),
        null,
        now,
        qrCode.expiresAt(),
        null);
  }

  private void record(String actor, AuditAction action, ReceiverBO receiver, String detail) {
    auditLog.append(actor, action, receiver.merchantNo(), receiver.receiverNo() + " " + detail);
  }

  /** Reads behind the lock, so that they see what those before it committed. */
  private <T> T alone(String merchantNo, Supplier<T> change) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              receivers.lockOwner(merchantNo);
              return change.get();
            }));
  }
}
