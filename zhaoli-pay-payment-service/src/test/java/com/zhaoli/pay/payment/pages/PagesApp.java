package com.zhaoli.pay.payment.pages;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.merchant.MerchantName;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.PayerBrowser;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.store.QrOrders;
import com.zhaoli.pay.payment.store.StoreBO;
import com.zhaoli.pay.payment.suspension.SuspendedMerchants;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.ibatis.annotations.Mapper;
import org.jspecify.annotations.Nullable;
import org.mybatis.spring.annotation.MapperScan;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The payers' pages with a real database and real stores, before payments and wallets that do as a
 * test says. The wallets' sign-in is at another site than the pages, as in the world. No stereotype
 * stands on it, or the scan of the whole service would find it.
 */
@EnableAutoConfiguration
@EnableConfigurationProperties(ChannelProperties.class)
@ComponentScan(
    basePackages = {
      "com.zhaoli.pay.payment.cashier",
      "com.zhaoli.pay.payment.page",
      "com.zhaoli.pay.payment.store"
    },
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.AggregateOrders"))
@MapperScan(
    basePackages = {
      "com.zhaoli.pay.payment.cashier.internal",
      "com.zhaoli.pay.payment.store.internal"
    },
    annotationClass = Mapper.class)
@Import({ChannelRegistry.class, SuspendedMerchants.class})
class PagesApp {
  /** The payer whom every wallet knows. */
  static final String PAYER = "payer-1";

  @Bean
  TestCheckout checkout(Clock clock) {
    return new TestCheckout(clock);
  }

  /**
   * Payments of stores, each an aggregate payment of the checkout, the same for the same number.
   */
  static final class TestOrders implements QrOrders {
    private final TestCheckout checkout;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    final List<String> notes = new CopyOnWriteArrayList<>();

    TestOrders(TestCheckout checkout) {
      this.checkout = checkout;
    }

    @Override
    public String create(StoreBO store, String outTradeNo, Money amount, @Nullable String note) {
      return tokens.computeIfAbsent(
          outTradeNo,
          unused -> {
            notes.add(String.valueOf(note));
            return checkout.begin(
                PaymentMethod.AGGREGATE_QR,
                store.name(),
                amount,
                null,
                List.of(Channel.ALIPAY, Channel.WECHAT));
          });
    }

    int made() {
      return tokens.size();
    }
  }

  @Bean
  TestOrders orders(TestCheckout checkout) {
    return new TestOrders(checkout);
  }

  @Bean
  MerchantInternalApi merchants() {
    MerchantInternalApi merchants = mock();
    when(merchants.merchantName(anyString()))
        .thenAnswer(call -> new MerchantName(call.getArgument(0), TestCheckout.SHOP));
    return merchants;
  }

  @Bean
  PaymentChannel alipay() {
    return channel(Channel.ALIPAY);
  }

  @Bean
  PaymentChannel wechat() {
    return channel(Channel.WECHAT);
  }

  private static PaymentChannel channel(Channel name) {
    PaymentChannel channel = mock();
    when(channel.channel()).thenReturn(name);
    when(channel.supports(any())).thenReturn(true);
    return channel;
  }

  @Bean
  ChannelCallback<?> alipayCallback() {
    return callback(Channel.ALIPAY, "alipay");
  }

  @Bean
  ChannelCallback<?> wechatCallback() {
    return callback(Channel.WECHAT, "wechat-pay");
  }

  private static ChannelCallback<?> callback(Channel channel, String path) {
    ChannelCallback<?> callback = mock();
    when(callback.channel()).thenReturn(channel);
    when(callback.pathName()).thenReturn(path);
    return callback;
  }

  @Bean
  ChannelAccountType alipayAccounts() {
    return accounts(Channel.ALIPAY);
  }

  @Bean
  ChannelAccountType wechatAccounts() {
    return accounts(Channel.WECHAT);
  }

  private static ChannelAccountType accounts(Channel channel) {
    ChannelAccountType accounts = mock();
    when(accounts.channel()).thenReturn(channel);
    return accounts;
  }

  @Bean
  PayerBrowser alipayBrowser(@Value("${server.port}") int port) {
    return new TestBrowser(Channel.ALIPAY, "AlipayClient", "auth_code", port);
  }

  @Bean
  PayerBrowser wechatBrowser(@Value("${server.port}") int port) {
    return new TestBrowser(Channel.WECHAT, "MicroMessenger", "code", port);
  }

  private record TestBrowser(Channel channel, String mark, String codeParameter, int port)
      implements PayerBrowser {

    @Override
    public boolean recognises(String userAgent) {
      return userAgent.contains(mark);
    }

    @Override
    public URI authorizeUrl(String channelAccountNo, URI returnTo, String state) {
      return URI.create(
          "http://localhost:%d/wallet/authorize?parameter=%s&state=%s&redirect_uri=%s"
              .formatted(
                  port,
                  codeParameter,
                  state,
                  URLEncoder.encode(returnTo.toString(), StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<String> payerId(String channelAccountNo, String code) {
      return code.equals("good") ? Optional.of(PAYER) : Optional.empty();
    }
  }

  /** The wallets' sign-in, which knows everybody, and a shop to return to. */
  @Bean
  RouterFunction<ServerResponse> world() {
    return RouterFunctions.route()
        .GET("/wallet/authorize", PagesApp::authorize)
        .GET(
            "/shop/done",
            request ->
                ServerResponse.ok()
                    .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                    .body("<!doctype html><title>shop</title><h1>Thank you</h1>"))
        .build();
  }

  private static ServerResponse authorize(ServerRequest request) {
    String target = request.param("redirect_uri").orElseThrow();
    String state = request.param("state").orElseThrow();
    return ServerResponse.status(302)
        .header(
            "Location",
            "%s?%s=good&state=%s"
                .formatted(target, request.param("parameter").orElseThrow(), state))
        .build();
  }
}
