package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * What every channel must do. A new channel's test extends this, says how its strategies are made,
 * and gives them a wallet to speak with ({@link TestChannel}); nothing may be left out.
 */
public abstract class AbstractChannelTest
    implements ChannelPaymentContract,
        ChannelEndingContract,
        ChannelRefundContract,
        ChannelCallbackContract,
        ChannelAccountContract,
        ChannelBillContract,
        ChannelBrowserContract {
  protected static final ChannelProperties LIMITS =
      new ChannelProperties(
          URI.create("http://127.0.0.1:8080"), Duration.ofSeconds(3), Duration.ofSeconds(3));

  protected final Clock clock = Clock.systemUTC();
  private @TempDir Path settingsDirectory;
  private @Nullable ChannelFixture fixture;

  protected abstract TestChannel there();

  /** The strategy under test, configured for {@link #there()}. */
  protected abstract PaymentChannel here();

  protected abstract ChannelCallback<?> callback();

  protected ChannelAccountType accountType() {
    throw new UnsupportedOperationException("the account type of this channel is not tested");
  }

  /** The bills under test, if the channel makes any. */
  protected Optional<ChannelBills> bills() {
    return Optional.empty();
  }

  /** The wallet's own browser, if it has one. */
  protected Optional<PayerBrowser> browser() {
    return Optional.empty();
  }

  @Override
  public final ChannelFixture fixture() {
    if (fixture == null) {
      fixture =
          new ChannelFixture(
              there(),
              new GuardedChannel(here(), new SimpleMeterRegistry()),
              callback(),
              accountType(),
              accounts(there().settings(settingsDirectory), accountType())
                  .find(here().channel(), ChannelAccounts.PLATFORM)
                  .orElseThrow(),
              bills(),
              browser(),
              clock.instant());
    }
    return fixture;
  }

  @AfterEach
  void stop() {
    there().close();
  }

  protected final void assertRefused(Reason reason, CallbackRequest request) {
    fixture().assertRefused(reason, request);
  }

  protected final CallbackNotice receive(CallbackRequest request) {
    return fixture().receive(request);
  }

  /** The accounts that these Spring properties configure. */
  protected static ChannelAccountSource accounts(
      Map<String, String> settings, ChannelAccountType type) {
    ChannelsProperties properties =
        new Binder(new MapConfigurationPropertySource(settings))
            .bind("zhaoli", ChannelsProperties.class)
            .get();
    return new ChannelAccounts(new ConfiguredAccounts(properties, List.of(type)));
  }
}
