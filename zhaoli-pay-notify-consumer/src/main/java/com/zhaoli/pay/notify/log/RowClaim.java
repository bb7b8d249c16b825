package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.notify.claim.ClaimDecision;

/** What the database said to a claim, and the row's number. */
public record RowClaim(String notificationNo, ClaimDecision decision) {}
