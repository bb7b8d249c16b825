package com.zhaoli.pay.payment.channel.wechat;

import java.io.IOException;
import java.net.URI;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Sends what the SDK addresses to WeChat's fixed host to the configured one. The signature covers
 * the path and the query only, so it stays valid.
 */
final class HostRedirect implements Interceptor {
  private final HttpUrl base;

  HostRedirect(URI baseUrl) {
    this.base = HttpUrl.get(baseUrl.toString());
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    HttpUrl url =
        chain
            .request()
            .url()
            .newBuilder()
            .scheme(base.scheme())
            .host(base.host())
            .port(base.port())
            .build();
    return chain.proceed(chain.request().newBuilder().url(url).build());
  }
}
