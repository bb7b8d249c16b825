package com.zhaoli.pay.sandbox.alipay;

/** A request that ends with a refusal instead of its answer. */
final class AlipayRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient AlipayAnswer answer;

  AlipayRefusal(AlipayAnswer answer) {
    super(String.valueOf(answer.fields().get("sub_code")), null, false, false);
    this.answer = answer;
  }

  /** A business parameter is not as it must be. */
  static AlipayRefusal parameter(String problem) {
    return new AlipayRefusal(AlipayAnswer.refused("ACQ.INVALID_PARAMETER", problem));
  }

  AlipayAnswer answer() {
    return answer;
  }
}
