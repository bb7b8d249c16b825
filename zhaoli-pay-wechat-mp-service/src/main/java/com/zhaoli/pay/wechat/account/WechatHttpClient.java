package com.zhaoli.pay.wechat.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import me.chanjar.weixin.common.util.http.apache.ApacheHttpClientBuilder;
import org.apache.http.client.HttpRequestRetryHandler;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.ConnectionKeepAliveStrategy;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/**
 * The HTTP client under WxJava. Its own default trusts every certificate in one of its paths, keeps
 * one client for the whole JVM, and waits 5 s; this one checks certificates as the JRE does, never
 * repeats a request, and has short time-outs. WxJava's setters do not change it.
 */
final class WechatHttpClient implements ApacheHttpClientBuilder {
  private static final int MAX_CONNECTIONS = 32;
  private static final int IDLE_SECONDS = 30;

  private final CloseableHttpClient client;

  WechatHttpClient(Duration connectTimeout, Duration readTimeout) {
    int connectMillis = Math.toIntExact(connectTimeout.toMillis());
    int readMillis = Math.toIntExact(readTimeout.toMillis());
    this.client =
        HttpClients.custom()
            .setMaxConnTotal(MAX_CONNECTIONS)
            .setMaxConnPerRoute(MAX_CONNECTIONS)
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(readMillis).build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectTimeout(connectMillis)
                    .setConnectionRequestTimeout(connectMillis)
                    .setSocketTimeout(readMillis)
                    .build())
            .evictIdleConnections(IDLE_SECONDS, TimeUnit.SECONDS)
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableRedirectHandling()
            .build();
  }

  @Override
  public CloseableHttpClient build() {
    return client;
  }

  void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ApacheHttpClientBuilder httpProxyHost(String httpProxyHost) {
    return this;
  }

  @Override
  public ApacheHttpClientBuilder httpProxyPort(int httpProxyPort) {
    return this;
  }

  @Override
  public ApacheHttpClientBuilder httpProxyUsername(String httpProxyUsername) {
    return this;
  }

  @Override
  public ApacheHttpClientBuilder httpProxyPassword(String httpProxyPassword) {
    return this;
  }

  @Override
  public ApacheHttpClientBuilder httpRequestRetryHandler(HttpRequestRetryHandler handler) {
    return this;
  }

  @Override
  public ApacheHttpClientBuilder keepAliveStrategy(ConnectionKeepAliveStrategy strategy) {
    return this;
  }

  @Override
  public ApacheHttpClientBuilder sslConnectionSocketFactory(SSLConnectionSocketFactory factory) {
    return this;
  }
}
