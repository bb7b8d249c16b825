package com.zhaoli.pay.wechat.message;

import java.util.Set;

/** WeChat's errcodes at message/template/send, by what they mean for the message. */
final class Errcodes {
  /** This client_msg_id was taken before: the message is there. */
  private static final int CLIENT_MSG_ID_EXISTS = 45065;

  /** invalid openid, not following, refused by the user, blocked, a user that WeChat limits. */
  private static final Set<Integer> FINAL = Set.of(40003, 43004, 43019, 43101, 50002);

  /**
   * app id, secret, IP allow-list, permissions, template (43116: banned for abuse), fields, content
   * that WeChat does not allow, the account itself.
   */
  private static final Set<Integer> CONFIGURATION =
      Set.of(
          40002, 40013, 40036, 40037, 40125, 40164, 40243, 40249, 40250, 41028, 43116, 47001, 47003,
          48001, 48004, 50001, 61004);

  /** The account's messages of the day are used up. */
  static final int DAILY_QUOTA = 45009;

  private Errcodes() {}

  /** Codes of neither class (busy, quota, an access token that just ended) may pass later. */
  static SendOutcome outcomeOf(int errcode) {
    String problem = "WeChat answered errcode " + errcode;
    if (errcode == CLIENT_MSG_ID_EXISTS) {
      return new SendOutcome.Accepted(null);
    }
    if (FINAL.contains(errcode)) {
      return new SendOutcome.Refused(errcode, problem);
    }
    return CONFIGURATION.contains(errcode)
        ? new SendOutcome.Misconfigured(errcode, problem)
        : new SendOutcome.NotSent(errcode, problem);
  }
}
