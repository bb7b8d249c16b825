package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import java.util.Set;
import okhttp3.HttpUrl;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What addresses an account may have when it is made, changed or tried. One that has others already
 * goes on: its orders are known there.
 *
 * <p>In production they are https, or on this machine, as a proxy beside the service is. A signed
 * answer says what happened to some order, and not which request it answers: who can read and write
 * the line could play an old one back.
 */
@Component
public final class ChannelAddresses {
  /** As OkHttp writes them. */
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "::1", "localhost");

  private final boolean onlyHttps;

  @Autowired
  ChannelAddresses(ZhaoliProperties properties) {
    this(properties.environment());
  }

  /** For this environment. */
  public ChannelAddresses(DeploymentEnvironment environment) {
    this.onlyHttps = environment == DeploymentEnvironment.PRODUCTION;
  }

  /**
   * Checks those of these settings that are there.
   *
   * @throws ChannelNotReadyException when one is not a whole address, has a query or a fragment, or
   *     is http in production and not on this machine
   */
  public void check(ChannelAccount candidate, String... names) {
    for (String name : names) {
      candidate.optional(name).ifPresent(value -> check(name, value));
    }
  }

  private void check(String name, String value) {
    HttpUrl url = HttpUrl.parse(value);
    if (url == null || url.query() != null || url.fragment() != null) {
      throw new ChannelNotReadyException(
          "Setting " + name + " is not a whole http or https address.");
    }
    if (onlyHttps && !url.isHttps() && !THIS_MACHINE.contains(url.host())) {
      throw new ChannelNotReadyException(
          "Setting " + name + " is http, which is for development: production takes https only.");
    }
  }
}
