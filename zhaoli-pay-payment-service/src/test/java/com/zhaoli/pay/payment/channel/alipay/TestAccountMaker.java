package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Makes an account of its settings; public, to be made by a class loader of its own. */
public final class TestAccountMaker implements Consumer<Map<String, String>> {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @Override
  public void accept(Map<String, String> settings) {
    var unused =
        new AlipayClients(new ChannelProperties(URI.create("http://127.0.0.1"), LIMIT, LIMIT))
            .make(new ChannelAccount(Channel.ALIPAY, "platform", 1, settings));
  }
}
