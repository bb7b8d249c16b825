package com.zhaoli.pay.notify.target;

import com.zhaoli.pay.common.message.PaymentEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The targets of one merchant, as they were looked up for a batch. */
@FunctionalInterface
public interface MerchantTargets {

  /**
   * Whom to tell of this event; never empty, since "nobody" is a target with a decided outcome.
   *
   * @param only the one target that a retried member is for, or null for all
   */
  List<Target> of(PaymentEvent event, @Nullable String only);
}
