package com.zhaoli.pay.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {

  @Test
  void anAddressOfIpv4IsOneClientHoweverItIsWritten() {
    assertThat(ClientNetwork.of("10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(ClientNetwork.of("::ffff:10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @Test
  void aNetworkOfIpv6IsOneClient() {
    assertThat(ClientNetwork.of("2001:db8:1:2::1"))
        .isEqualTo(ClientNetwork.of("2001:db8:1:2:ffff::9"))
        .isNotEqualTo(ClientNetwork.of("2001:db8:1:3::1"));
  }

  @Test
  void whatIsNoAddressStaysItself() {
    assertThat(ClientNetwork.of("::nonsense::")).isEqualTo("::nonsense::");
  }
}
