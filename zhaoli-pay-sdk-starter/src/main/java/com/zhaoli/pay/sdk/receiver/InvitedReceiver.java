package com.zhaoli.pay.sdk.receiver;

import com.zhaoli.pay.sdk.json.JsonObject;

/** A receiver and the invitation that was just made for it. */
public record InvitedReceiver(Receiver receiver, ReceiverInvitation invitation) {

  static InvitedReceiver of(JsonObject json) {
    return new InvitedReceiver(
        Receiver.of(json.object("receiver")), ReceiverInvitation.of(json.object("invitation")));
  }
}
