package com.zhaoli.pay.simulator.device;

import java.io.IOException;

/** Switches the terminal on. */
@FunctionalInterface
public interface DeviceSwitch {
  /**
   * The terminal, switched on.
   *
   * @param listener hears what it learns by itself
   * @throws IOException when its directory or the certificates cannot be used
   */
  PosDevice on(DeviceListener listener) throws IOException;
}
