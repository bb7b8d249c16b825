package com.zhaoli.pay.common.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** What counts as one client where requests are limited by address. */
public final class ClientNetwork {
  private static final int IPV6_NETWORK_BYTES = 8;

  private ClientNetwork() {}

  /** One client of IPv6 commands a whole /64 network, so the network is what is counted. */
  public static String of(String remoteAddress) {
    if (remoteAddress.indexOf(':') < 0) {
      return remoteAddress;
    }
    try {
      // A literal with a colon is never looked up in DNS.
      InetAddress address = InetAddress.getByName(remoteAddress);
      if (address instanceof Inet6Address) {
        byte[] network = Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES);
        return HexFormat.of().formatHex(network) + "/64";
      }
      return String.valueOf(address.getHostAddress());
    } catch (UnknownHostException e) {
      return remoteAddress;
    }
  }
}
