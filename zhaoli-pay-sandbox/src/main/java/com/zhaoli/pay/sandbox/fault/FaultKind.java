package com.zhaoli.pay.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What goes wrong. */
public enum FaultKind {
  /** The answer, or the notify, comes {@code millis} later. */
  DELAY("delay", 3_000),
  /** HTTP 500, and nothing happened. */
  ERROR_500("error500", 0),
  /** The call takes effect, but its answer is held back for {@code millis} and then lost. */
  TIMEOUT_AFTER_EFFECT("timeoutAfterEffect", 20_000),
  /** A notify is never sent, not even again. */
  DROP_NOTIFY("dropNotify", 0),
  /** A notify is sent twice at the same moment. */
  DUPLICATE_NOTIFY("duplicateNotify", 0),
  /** The signature of one answer, or of one sending of a notify, is not valid. */
  BAD_SIGNATURE("badSignature", 0),
  /** The answer to a query, or one sending of a notify, says one fen more; correctly signed. */
  WRONG_AMOUNT("wrongAmount", 0),
  /** A notify waits until a later one has been sent, at most {@code millis}. */
  REORDER("reorder", 3_000),
  /** A refund of WeChat Pay ends ABNORMAL; one of Alipay is refused for want of money. */
  REFUND_ABNORMAL("refundAbnormal", 0),
  /** A refund of WeChat Pay ends CLOSED. */
  REFUND_CLOSED("refundClosed", 0);

  private final String wireName;
  private final long defaultMillis;

  FaultKind(String wireName, long defaultMillis) {
    this.wireName = wireName;
    this.defaultMillis = defaultMillis;
  }

  /** The name in the control API. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  static Optional<FaultKind> named(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }

  /** Whether there is something at this target that can go wrong in this way. */
  boolean strikes(FaultTarget target) {
    return switch (this) {
      case DELAY -> true;
      case ERROR_500, TIMEOUT_AFTER_EFFECT -> !target.isSending();
      case DROP_NOTIFY, DUPLICATE_NOTIFY, REORDER -> target.isSending();
      // The official account's API and the chatbot sign no answers; events are signed.
      case BAD_SIGNATURE -> target.isWallet() || target.isSending();
      case WRONG_AMOUNT -> target.isWallet();
      case REFUND_ABNORMAL -> target == FaultTarget.ALIPAY || target == FaultTarget.WECHAT_PAY;
      case REFUND_CLOSED -> target == FaultTarget.WECHAT_PAY;
    };
  }

  long defaultMillis() {
    return defaultMillis;
  }
}
