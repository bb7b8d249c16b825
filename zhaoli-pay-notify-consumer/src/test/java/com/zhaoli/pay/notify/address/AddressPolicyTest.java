package com.zhaoli.pay.notify.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private final AddressPolicy production = new AddressPolicy(false);
  private final AddressPolicy development = new AddressPolicy(true);

  @ParameterizedTest
  @CsvSource({
    // Each range by its first and last address, and the neighbours outside.
    "0.0.0.0, false",
    "0.255.255.255, false",
    "1.0.0.0, true",
    "9.255.255.255, true",
    "10.0.0.0, false",
    "10.255.255.255, false",
    "11.0.0.0, true",
    "100.63.255.255, true",
    "100.64.0.0, false",
    "100.127.255.255, false",
    "100.128.0.0, true",
    "126.255.255.255, true",
    "127.0.0.1, false",
    "127.255.255.255, false",
    "128.0.0.1, true",
    "169.253.255.255, true",
    "169.254.0.0, false",
    "169.254.169.254, false",
    "169.255.0.0, true",
    "172.15.255.255, true",
    "172.16.0.0, false",
    "172.31.255.255, false",
    "172.32.0.0, true",
    "192.0.0.0, false",
    "192.0.0.255, false",
    "192.0.1.0, true",
    "192.0.2.1, false",
    "192.88.98.1, true",
    "192.88.99.1, false",
    "192.167.255.255, true",
    "192.168.0.0, false",
    "192.168.255.255, false",
    "192.169.0.0, true",
    "198.17.255.255, true",
    "198.18.0.0, false",
    "198.19.255.255, false",
    "198.20.0.0, true",
    "198.51.100.7, false",
    "203.0.113.7, false",
    "223.255.255.255, true",
    "224.0.0.1, false",
    "239.255.255.255, false",
    "240.0.0.1, false",
    "255.255.255.255, false",
    "8.8.8.8, true",
    "114.114.114.114, true",
    // IPv6: loopback, unspecified, link-local, unique local, multicast, site-local.
    "::1, false",
    "::, false",
    "fe80::1, false",
    "febf::1, false",
    "fc00::1, false",
    "fdff::1, false",
    "ff02::1, false",
    "fec0::1, false",
    // IPv4 inside IPv6: mapped, compatible, NAT64, 6to4, Teredo.
    "::ffff:127.0.0.1, false",
    "::ffff:10.0.0.1, false",
    "::127.0.0.1, false",
    "64:ff9b::7f00:1, false",
    "2002:7f00:1::, false",
    "2001:0:1::1, false",
    "2001:db8::1, false",
    "3fff::1, false",
    "100::1, false",
    "::ffff:8.8.8.8, true",
    "2606:4700:4700::1111, true",
    "2400:3200::1, true"
  })
  void onlyPublicAddressesAreAllowed(String address, boolean allowed) throws UnknownHostException {
    assertThat(production.isAllowed(InetAddress.getByName(address))).isEqualTo(allowed);
  }

  @Test
  void aMappedAddressIsJudgedByTheAddressInIt() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = 10;
    // The JDK itself turns such bytes into an Inet4Address; Inet6Address keeps them.
    assertThat(production.isAllowed(InetAddress.getByAddress(mapped))).isFalse();
    assertThat(production.isAllowed(java.net.Inet6Address.getByAddress("mapped", mapped, -1)))
        .isFalse();
  }

  @Test
  void oneForbiddenAddressForbidsTheHost() throws UnknownHostException {
    InetAddress[] mixed = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.1.2.3")};

    assertThatThrownBy(() -> production.check(mixed))
        .isInstanceOf(ForbiddenAddressException.class)
        .hasMessageNotContaining("10.1.2.3");
    assertThat(development.check(mixed)).isEqualTo(mixed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/hook",
        "ftp://shop.example/hook",
        "file:///etc/passwd",
        "gopher://shop.example",
        "//shop.example/hook",
        "shop.example",
        "https:///hook",
        "https://",
        "https://user:secret@shop.example/",
        "https://shop.example/#part",
        "https://shop example/",
        "https://[::1",
        "https://shop.example:0/",
        "https://shop.example:65536/",
        "https://shop.example:99999/",
        "https://shop.example:-1/",
        ""
      })
  void whatIsNoPlainHttpsUrlIsRefused(String url) {
    assertThat(production.problemOf(url)).isPresent();
  }

  @Test
  void httpIsForDevelopment() {
    assertThat(production.problemOf("https://shop.example:8443/hook?a=b")).isEmpty();
    assertThat(production.problemOf("https://shop.example:65535/")).isEmpty();
    assertThat(development.problemOf("http://127.0.0.1:8191/hook")).isEmpty();
    assertThat(development.problemOf("ftp://shop.example/")).isPresent();
    assertThat(development.problemOf("https://shop.example/" + "x".repeat(600))).isPresent();
  }
}
