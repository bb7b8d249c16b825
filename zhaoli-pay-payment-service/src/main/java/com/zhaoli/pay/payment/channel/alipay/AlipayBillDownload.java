package com.zhaoli.pay.payment.channel.alipay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Fetches bills from where Alipay says they are, for half a minute. */
final class AlipayBillDownload {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final long MAX_BYTES = 512L << 20;
  private static final int HTTP_PORT = 80;

  private final OkHttpClient client;

  AlipayBillDownload(AlipayHttp http) {
    this.client = http.forDownloads(LIMIT);
  }

  /** The zip as it comes in; knows whether it came whole. */
  static final class Body extends FilterInputStream {
    private final Response response;
    private long bytes;
    private boolean broken;

    private Body(Response response, ResponseBody body) {
      super(body.byteStream());
      this.response = response;
    }

    /** Whether the connection broke, or brought more than any bill has. */
    boolean isBroken() {
      return broken;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read;
      try {
        read = super.read(buffer, offset, length);
      } catch (IOException e) {
        broken = true;
        throw e;
      }
      bytes += Math.max(read, 0);
      if (bytes > MAX_BYTES) {
        broken = true;
        throw new IOException("the bill is too long");
      }
      return read;
    }

    @Override
    public void close() {
      response.close();
    }
  }

  /**
   * Begins a download.
   *
   * @param gateway whose host may also be asked without TLS, if it is itself: in development
   * @throws IOException when there is none to be had, with a message for the log
   */
  Body open(HttpUrl gateway, String address) throws IOException {
    Request request = new Request.Builder().url(allowed(gateway, address)).build();
    Response response = client.newCall(request).execute();
    ResponseBody body = response.body();
    if (response.code() != 200 || body == null) {
      response.close();
      throw new IOException("HTTP " + response.code());
    }
    return new Body(response, body);
  }

  /** The address carries what opens the bill, so it is not sent in the clear, nor put in a log. */
  static HttpUrl allowed(HttpUrl gateway, String address) throws IOException {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null) {
      throw new IOException("the address cannot be read");
    }
    if (url.isHttps()) {
      return url;
    }
    if (!gateway.isHttps() && url.host().equals(gateway.host()) && url.port() == gateway.port()) {
      return url;
    }
    if (url.port() != HTTP_PORT) {
      throw new IOException("the address is not that of an https server");
    }
    // Alipay still writes http; the same host speaks https.
    return url.newBuilder().scheme("https").port(HttpUrl.defaultPort("https")).build();
  }
}
