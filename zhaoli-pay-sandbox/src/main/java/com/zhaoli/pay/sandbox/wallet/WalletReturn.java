package com.zhaoli.pay.sandbox.wallet;

import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.net.URI;
import java.util.Optional;

/** Alipay's way back from its page to the merchant's. */
public interface WalletReturn {
  /** Where the browser goes after the payment; empty when the merchant named no address. */
  Optional<URI> afterPayment(SandboxOrder order);
}
