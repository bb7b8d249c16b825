package com.zhaoli.pay.e2e;

import com.zhaoli.pay.sdk.test.FakeZhaoliPay;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The fake's side of the contract; the platform's is a part of {@link PlatformIT}. */
class FakeContractTest {

  /** Not closed: a check that failed is tried once more in this process. */
  private static final FakeZhaoliPay FAKE = FakeZhaoliPay.start();

  @TestFactory
  Stream<DynamicTest> theFakeKeepsTheContract() {
    return new PlatformContract(FAKE.client(), payment -> FAKE.pay(payment.paymentNo())).checks();
  }
}
