package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.LiveConnections;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * The HTTP below all accounts: one pool of connections, a time limit on everything, nothing sent
 * twice and no redirect followed behind our back.
 */
class WechatPayHttp {
  private static final int MAX_IDLE_CONNECTIONS = 32;

  /** WeChat Pay cuts idle connections after 8 s. */
  private static final long KEEP_ALIVE_SECONDS = 7;

  private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(10);

  private final OkHttpClient base;
  private final Duration connectTimeout;

  WechatPayHttp(ChannelProperties limits) {
    this.connectTimeout = limits.connectTimeout();
    this.base =
        LiveConnections.install(
                new OkHttpClient.Builder(),
                new ConnectionPool(MAX_IDLE_CONNECTIONS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
            .connectTimeout(limits.connectTimeout())
            .readTimeout(limits.readTimeout())
            .writeTimeout(limits.readTimeout())
            .callTimeout(limits.connectTimeout().plus(limits.readTimeout()))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .build();
  }

  /** For calls of the API at this address. */
  OkHttpClient calls(URI baseUrl) {
    return base.newBuilder()
        .addInterceptor(new HostRedirect(baseUrl))
        .addInterceptor(new AnswerGuard())
        .build();
  }

  /**
   * For fetching certificates before a call: quick, since the call's own time limit comes on top
   * (see {@link ChannelProperties#callLimit()}).
   */
  OkHttpClient certificates(URI baseUrl) {
    return calls(baseUrl).newBuilder().callTimeout(connectTimeout).build();
  }

  /** For files, which are read as they come and may be large. */
  OkHttpClient downloads(URI baseUrl) {
    return base.newBuilder()
        .addInterceptor(new HostRedirect(baseUrl))
        .callTimeout(DOWNLOAD_LIMIT)
        .build();
  }

  /** For addresses that are not of the API. */
  OkHttpClient plain() {
    return base.newBuilder().addInterceptor(new AnswerGuard()).build();
  }
}
