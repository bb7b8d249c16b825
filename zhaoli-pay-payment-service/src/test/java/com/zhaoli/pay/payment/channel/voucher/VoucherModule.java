package com.zhaoli.pay.payment.channel.voucher;

import org.springframework.context.annotation.Import;

/** Voucher as a channel: all that it consists of. */
@Import({
  VoucherAccountType.class,
  VoucherAccounts.class,
  VoucherBills.class,
  VoucherCallback.class,
  VoucherChannel.class,
  VoucherClient.class
})
public final class VoucherModule {}
