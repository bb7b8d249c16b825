package com.zhaoli.pay.payment.channel;

import java.util.List;
import java.util.Set;

/** What an account of a channel consists of, and how it is tried. */
public interface ChannelAccountType {

  Channel channel();

  /** All settings that an account may have. */
  List<Setting> settings();

  /**
   * The settings that say which account this is, and where. They cannot be changed: the orders and
   * refunds of the account are known there and nowhere else. Another account is made instead.
   */
  default Set<String> identity() {
    return Set.of();
  }

  /**
   * One setting.
   *
   * @param secret is encrypted at rest, never shown again and never logged
   * @param meaning one sentence for operators
   */
  record Setting(String name, boolean required, boolean secret, String meaning) {}

  /**
   * Tries settings by a signed call to the channel that changes nothing there. The answer must
   * verify with them too.
   */
  Trial tryOut(ChannelAccount candidate);

  /** What a trial brought. */
  sealed interface Trial {
    /** The channel knows us by these settings, and we know the channel. */
    record Works() implements Trial {}

    /** A setting cannot be used, or the channel does not accept it; the sentence says which. */
    record Wrong(String sentence) implements Trial {}

    /** The channel gave no clear answer; try again later. */
    record Unclear(String reason) implements Trial {}
  }
}
