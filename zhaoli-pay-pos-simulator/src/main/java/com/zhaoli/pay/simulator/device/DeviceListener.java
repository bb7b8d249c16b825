package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.state.TerminalConfig;

/** Hears what the terminal learns by itself. Called by its own threads; must not wait. */
public interface DeviceListener {

  /** A trade stands otherwise than before. */
  default void tradeChanged(TradeEntry trade) {}

  /** A refund stands otherwise than before. */
  default void refundChanged(RefundEntry refund) {}

  /** The operators tell the cashier something. */
  default void message(String title, String text) {}

  /** The terminal works otherwise from now on. */
  default void configured(TerminalConfig config) {}

  /** Whether the platform can be reached, when that changes. */
  default void online(boolean reachable) {}

  /** Something that belongs into the device's log. */
  default void log(String line) {}
}
