package com.zhaoli.pay.gateway.route;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

  /**
   * An idle connection is looked at before it is used again: the service may have died meanwhile,
   * and a POST that is lost that way cannot be repeated.
   */
  private static final TimeValue LOOK_AFTER_IDLE = TimeValue.ofMilliseconds(100);

  /** Shorter than the services keep idle connections open. */
  private static final TimeValue DROP_AFTER_IDLE = TimeValue.ofSeconds(10);

  @Bean(destroyMethod = "close")
  CloseableHttpClient upstreamHttpClient(UpstreamProperties properties) {
    Timeout response = Timeout.of(properties.responseTimeout());
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(properties.totalConnections())
                .setMaxConnPerRoute(properties.connectionsPerInstance())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        .setSocketTimeout(response)
                        .setValidateAfterInactivity(LOOK_AFTER_IDLE)
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(properties.leaseTimeout()))
                .setResponseTimeout(response)
                .build())
        .evictIdleConnections(DROP_AFTER_IDLE)
        // A proxy hands on what it got: it repeats, follows, unpacks and remembers nothing.
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableDefaultUserAgent()
        .build();
  }

  @Bean
  UpstreamBreakers upstreamBreakers(BreakerProperties properties, MeterRegistry meters) {
    return new UpstreamBreakers(properties, meters);
  }

  @Bean
  ProxyExchange proxyExchange(
      CloseableHttpClient upstreamHttpClient,
      UpstreamProperties upstream,
      UpstreamBreakers breakers,
      DiscoveryClient discovery,
      ObservationRegistry observations,
      GatewayMvcProperties properties) {
    return new FailoverExchange(
        Map.of(
            Patience.USUAL,
            client(upstreamHttpClient, upstream.responseTimeout(), observations),
            Patience.SHORT,
            client(upstreamHttpClient, upstream.pageResponseTimeout(), observations)),
        new ServiceInstances(discovery, Ticker.systemTicker()),
        breakers,
        properties);
  }

  private static RestClient client(
      CloseableHttpClient http, Duration responseTimeout, ObservationRegistry observations) {
    HttpComponentsClientHttpRequestFactory requests =
        new HttpComponentsClientHttpRequestFactory(http);
    requests.setReadTimeout(responseTimeout);
    return RestClient.builder().requestFactory(requests).observationRegistry(observations).build();
  }
}
