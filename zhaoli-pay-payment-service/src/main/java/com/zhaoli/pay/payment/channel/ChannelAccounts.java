package com.zhaoli.pay.payment.channel;

/** Names of channel accounts. So far every merchant is paid through the platform's own. */
public final class ChannelAccounts {
  /** The platform's own account at each channel. */
  public static final String PLATFORM = "platform";

  private ChannelAccounts() {}
}
