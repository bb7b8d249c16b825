package com.zhaoli.pay.merchant.receiver;

/** A receiver and the invitation that was just made for it. */
public record InvitedReceiver(ReceiverBO receiver, InvitationBO invitation) {}
