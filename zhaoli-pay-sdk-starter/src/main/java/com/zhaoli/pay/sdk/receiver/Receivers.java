package com.zhaoli.pay.sdk.receiver;

import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.http.ApiCaller;
import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.sdk.page.Page;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The people who get the merchant's messages in WeChat: at most twenty, the owner among them. A
 * person becomes one by scanning an invitation's QR code. Every method throws a {@link
 * ZhaoliPayException} whose subclass says what to do. Safe for many threads.
 */
public final class Receivers {

  private static final String PATH = "/openapi/v1/receivers";
  private static final String INVITATIONS = PATH + "/invitations";
  private static final byte[] NO_BODY = new byte[0];

  private final ApiCaller api;

  public Receivers(ApiCaller api) {
    this.api = api;
  }

  /** All of them, the oldest first. */
  public List<Receiver> list() {
    return api.get(PATH, json -> json.objects("items").stream().map(Receiver::of).toList());
  }

  /** One receiver. */
  public Receiver get(String receiverNo) {
    return api.get(at(receiverNo), Receiver::of);
  }

  /**
   * Makes a receiver and an invitation for it. RECEIVER_LIMIT_REACHED for the twenty-first. It is
   * sent once: after an {@link OutcomeUnknownException} look at {@link #list()}.
   */
  public InvitedReceiver create(ReceiverCreateRequest request) {
    return api.postOnce(PATH, request.toJson(), InvitedReceiver::of);
  }

  /**
   * Invites somebody, for a day, to a receiver that nobody is bound to. An invitation of it that is
   * still open is taken back. RECEIVER_BOUND while somebody is bound. It is sent once: after an
   * {@link OutcomeUnknownException} invite again.
   */
  public InvitedReceiver invite(String receiverNo) {
    return api.postOnce(at(receiverNo) + "/invitations", NO_BODY, InvitedReceiver::of);
  }

  /**
   * The same for a time of the caller's.
   *
   * @param life ten minutes to seven days, in whole seconds
   * @throws IllegalArgumentException when the life is none of those
   */
  public InvitedReceiver invite(String receiverNo, Duration life) {
    return api.postOnce(
        at(receiverNo) + "/invitations",
        new JsonBody().with("expireSeconds", ReceiverCreateRequest.lifeSeconds(life)).toBytes(),
        InvitedReceiver::of);
  }

  /** Changes what the request names and leaves the rest. RECEIVER_IS_OWNER for an owner's role. */
  public Receiver update(String receiverNo, ReceiverUpdateRequest request) {
    return api.patch(at(receiverNo), request.toJson(), Receiver::of);
  }

  /** Removes a receiver with whoever is bound. RECEIVER_IS_OWNER for the owner. */
  public void remove(String receiverNo) {
    api.delete(at(receiverNo));
  }

  /** The fifty newest invitations. */
  public Page<ReceiverInvitation> invitations() {
    return invitations(null);
  }

  /** Those behind the page whose {@code next} is given. */
  public Page<ReceiverInvitation> invitations(@Nullable String after) {
    String query = after == null ? "" : "?after=" + ApiCaller.encode(after);
    return api.get(INVITATIONS + query, json -> Page.of(json, "items", ReceiverInvitation::of));
  }

  /** One invitation: ask for it to see whether somebody scanned. */
  public ReceiverInvitation invitation(String invitationNo) {
    return api.get(atInvitation(invitationNo), ReceiverInvitation::of);
  }

  /** Takes an invitation back. INVITATION_STATE_INVALID when somebody accepted it. */
  public void cancelInvitation(String invitationNo) {
    api.delete(atInvitation(invitationNo));
  }

  private static String at(String receiverNo) {
    return PATH + ApiCaller.segment("receiverNo", receiverNo);
  }

  private static String atInvitation(String invitationNo) {
    return INVITATIONS + ApiCaller.segment("invitationNo", invitationNo);
  }
}
