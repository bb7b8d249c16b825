package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiErrorEnum;

/**
 * No answer, or none that Alipay is known to have given. What was asked may have been done all the
 * same. The message is the kind of what went wrong: the SDK's own messages quote requests, answers
 * and keys.
 */
final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean signedByAnother;

  private NoAnswerException(String kind, boolean signedByAnother) {
    super(kind);
    this.signedByAnother = signedByAnother;
  }

  /** Of whatever the SDK threw. */
  static NoAnswerException of(Exception thrown) {
    Throwable root = thrown;
    boolean signedByAnother = isSignatureProblem(root);
    while (root.getCause() != null) {
      root = root.getCause();
      signedByAnother = signedByAnother || isSignatureProblem(root);
    }
    return new NoAnswerException(
        signedByAnother ? "the answer's signature is not Alipay's" : root.getClass().getName(),
        signedByAnother);
  }

  /** The SDK tells problems apart by nothing but the texts of its messages. */
  private static boolean isSignatureProblem(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    return thrown instanceof AlipayHttp.OtherCertificateException
        || message.equals(AlipayApiErrorEnum.CHECK_SIGN_ERROR.getErrMsg())
        || message.equals(AlipayApiErrorEnum.CHECK_SIGN_JSON_ERROR.getErrMsg())
        || message.equals(AlipayApiErrorEnum.CHECK_CERT_ERROR.getErrMsg())
        || message.equals(AlipayApiErrorEnum.CHECK_CERT_JSON_ERROR.getErrMsg())
        || message.equals(AlipayApiErrorEnum.CHECK_ALIPAY_CERT_SN_ERROR.getErrMsg());
  }

  /** Whether there was an answer, but one that was not signed with the key that we know. */
  boolean isSignedByAnother() {
    return signedByAnother;
  }
}
