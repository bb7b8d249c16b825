package com.zhaoli.pay.notify.address;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where webhooks may go (design, "Security"): https only, and only to addresses of the public
 * internet. IPv4 is refused by the IANA special-purpose registry; of IPv6 only global unicast is
 * let through, without the parts of it that embed IPv4 addresses or are special. In development
 * both are relaxed: shops there run on one's own machine.
 */
public final class AddressPolicy {
  private static final int URL_LENGTH = 512;
  private static final int LAST_PORT = 65_535;
  private static final List<Range> FORBIDDEN_IPV4 =
      ranges(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, and the clouds' metadata services
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, broadcast
  private static final Range GLOBAL_IPV6 = range("2000::/3");
  private static final List<Range> FORBIDDEN_IPV6 =
      ranges(
          "2001::/23", // Teredo and other protocol assignments
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: holds an IPv4 address
          "3fff::/20"); // documentation
  private static final byte[] IPV4_MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final boolean relaxed;

  public AddressPolicy(boolean relaxed) {
    this.relaxed = relaxed;
  }

  /** What is wrong with a URL, as far as its text tells; empty when nothing is. */
  public Optional<String> problemOf(String url) {
    if (url.length() > URL_LENGTH) {
      return Optional.of("is longer than " + URL_LENGTH + " characters");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("is no URL");
    }
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    if (!https && !(relaxed && http)) {
      return Optional.of(
          relaxed ? "must begin with https:// or http://" : "must begin with https://");
    }
    if (uri.getHost() == null || uri.getHost().isEmpty()) {
      return Optional.of("names no host");
    }
    if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
      return Optional.of("must have a port of 1 to " + LAST_PORT + ", if any");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("must not hold a user or password");
    }
    return uri.getRawFragment() == null
        ? Optional.empty()
        : Optional.of("must not hold a fragment");
  }

  /**
   * The addresses of a host, all of them allowed. One forbidden address among them forbids the
   * host: who mixes them plays with us.
   */
  public InetAddress[] check(InetAddress[] resolved) throws ForbiddenAddressException {
    for (InetAddress address : resolved) {
      if (!isAllowed(address)) {
        throw new ForbiddenAddressException();
      }
    }
    return resolved;
  }

  /** Whether webhooks may go to this address. */
  public boolean isAllowed(InetAddress address) {
    return relaxed || isPublic(address.getAddress());
  }

  private static boolean isPublic(byte[] address) {
    if (address.length == 4) {
      return FORBIDDEN_IPV4.stream().noneMatch(range -> range.holds(address));
    }
    for (int i = 0; i < IPV4_MAPPED.length; i++) {
      if (address[i] != IPV4_MAPPED[i]) {
        return GLOBAL_IPV6.holds(address)
            && FORBIDDEN_IPV6.stream().noneMatch(range -> range.holds(address));
      }
    }
    return isPublic(java.util.Arrays.copyOfRange(address, IPV4_MAPPED.length, address.length));
  }

  private static List<Range> ranges(String... notations) {
    List<Range> ranges = new ArrayList<>(notations.length);
    for (String notation : notations) {
      ranges.add(range(notation));
    }
    return List.copyOf(ranges);
  }

  private static Range range(String notation) {
    int slash = notation.indexOf('/');
    try {
      // A literal: nothing is asked of the network.
      return new Range(
          InetAddress.getByName(notation.substring(0, slash)).getAddress(),
          Integer.parseInt(notation.substring(slash + 1)));
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException("no range: " + notation, e);
    }
  }

  private record Range(byte[] network, int bits) {
    boolean holds(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((address[bit >> 3] & mask) != (network[bit >> 3] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
