package com.zhaoli.pay.payment.channel.alipay;

import static com.zhaoli.pay.payment.channel.ChannelFixture.ADDRESSES;

import com.zhaoli.pay.payment.channel.AbstractChannelTest;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import com.zhaoli.pay.payment.channel.ChannelBills;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.PayerBrowser;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.TestChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** How Alipay's strategies are made for the suite. */
abstract class AlipayTestCase extends AbstractChannelTest {
  protected final TestAlipay alipay;
  protected final AlipayClients clients = new AlipayClients(LIMITS);
  @TempDir private Path directory;
  private @Nullable AlipayAccounts accounts;

  AlipayTestCase(TestAlipay alipay) {
    this.alipay = alipay;
  }

  public final TestAlipay alipay() {
    return alipay;
  }

  @Override
  protected TestChannel there() {
    return alipay;
  }

  @Override
  protected PaymentChannel here() {
    return new AlipayChannel(accounts(), new AlipayRequests(LIMITS));
  }

  @Override
  protected ChannelCallback<?> callback() {
    return new AlipayCallback(accounts());
  }

  @Override
  protected ChannelAccountType accountType() {
    return new AlipayAccountType(clients, ADDRESSES);
  }

  @Override
  protected Optional<ChannelBills> bills() {
    return Optional.of(new AlipayBills(accounts(), clients));
  }

  @Override
  protected Optional<PayerBrowser> browser() {
    return Optional.of(new AlipayBrowser(accounts()));
  }

  protected final AlipayAccounts accounts() {
    if (accounts == null) {
      accounts = new AlipayAccounts(source(), clients);
    }
    return accounts;
  }

  protected final ChannelAccountSource source() {
    return accounts(alipay.settings(directory), accountType());
  }
}
