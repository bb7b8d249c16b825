package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.payment.channel.Channel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link AccountDirectory} reads of the stored accounts. */
public interface StoredAccounts {

  /** Raised by every change. Who reads a revision sees all changes up to it. */
  long revision();

  /** Accounts that changed after a revision, at most so many. */
  List<Change> changedSince(long revision, int limit);

  /** Which account changed, and whose it is. */
  record Change(String channelAccountNo, Channel channel, @Nullable String merchantNo) {}

  Optional<ChannelAccountBO> find(String channelAccountNo);

  /**
   * The account that takes an owner's money now.
   *
   * @param merchantNo null: the platform
   */
  Optional<String> activeOf(Channel channel, @Nullable String merchantNo);
}
