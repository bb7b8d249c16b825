package com.zhaoli.pay.simulator.state;

import com.zhaoli.pay.simulator.protocol.DeviceKey;

/**
 * A key and how far its counter may go without writing it down again.
 *
 * @param counterLimit the largest counter that may have been used
 */
public record KeySlot(DeviceKey key, long counterLimit) {
  KeySlot withLimit(long limit) {
    return new KeySlot(key, limit);
  }
}
