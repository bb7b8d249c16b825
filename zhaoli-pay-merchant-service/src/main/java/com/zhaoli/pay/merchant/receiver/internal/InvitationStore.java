package com.zhaoli.pay.merchant.receiver.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.receiver.InvitationBO;
import com.zhaoli.pay.merchant.receiver.InvitationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Invitations in the database. */
@Repository
public class InvitationStore {
  public static final String NUMBER_PREFIX = "inv_";

  /** Behind every number. */
  private static final String HIGHEST = "inv_~";

  private final InvitationMapper mapper;

  InvitationStore(InvitationMapper mapper) {
    this.mapper = mapper;
  }

  public void insert(InvitationBO invitation) {
    InvitationDO row = new InvitationDO();
    row.invitationNo = invitation.invitationNo();
    row.merchantNo = invitation.merchantNo();
    row.receiverNo = invitation.receiverNo();
    row.status = invitation.status().name();
    row.ticket = invitation.ticket();
    row.qrUrl = invitation.qrUrl();
    row.createdAt = invitation.createdAt();
    row.expiresAt = invitation.expiresAt();
    mapper.insert(row);
  }

  /** Of whatever merchant: who scanned knows none. */
  public Optional<InvitationBO> scanned(String invitationNo) {
    return toBO(mapper.scanned(invitationNo));
  }

  public Optional<InvitationBO> find(String merchantNo, String invitationNo) {
    return toBO(mapper.find(merchantNo, invitationNo));
  }

  /** The newest first. */
  public List<InvitationBO> list(String merchantNo, @Nullable String after, int limit) {
    return mapper.list(merchantNo, after == null ? HIGHEST : after, limit).stream()
        .flatMap(row -> toBO(row).stream())
        .toList();
  }

  /** How many were made since then. */
  public int countSince(String merchantNo, Instant from) {
    return mapper.countFrom(merchantNo, Ids.lowest(NUMBER_PREFIX, from));
  }

  /** Whether it was open. */
  public boolean accept(InvitationBO invitation, String scannerHash, Instant at) {
    return mapper.accept(invitation.merchantNo(), invitation.invitationNo(), scannerHash, at) == 1;
  }

  /** Whether it was open. */
  public boolean cancel(String merchantNo, String invitationNo, Instant at) {
    return mapper.cancel(merchantNo, invitationNo, at) == 1;
  }

  /**
   * Takes back what is open for this receiver, and has those who were bound by it bound no more by
   * another scan. Each by its number, which locks no gaps.
   */
  public void endAllOf(String merchantNo, String receiverNo, Instant at) {
    for (InvitationDO usable : mapper.usableOf(merchantNo, receiverNo)) {
      mapper.end(merchantNo, usable.invitationNo, at);
    }
  }

  /** How many were removed, at most {@code limit}. */
  public int removeExpiredBefore(Instant before, int limit) {
    return mapper.removeExpiredBefore(before, limit);
  }

  private static Optional<InvitationBO> toBO(@Nullable InvitationDO row) {
    return row == null
        ? Optional.empty()
        : Optional.of(
            new InvitationBO(
                row.invitationNo,
                row.merchantNo,
                row.receiverNo,
                InvitationStatus.valueOf(row.status),
                row.ticket,
                row.qrUrl,
                row.scannerHash,
                row.createdAt,
                row.expiresAt,
                row.settledAt));
  }
}
