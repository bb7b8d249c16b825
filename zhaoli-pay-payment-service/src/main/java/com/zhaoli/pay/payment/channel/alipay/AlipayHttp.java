package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.FileItem;
import com.alipay.api.internal.util.AbstractHttpClient;
import com.alipay.api.internal.util.WebUtils;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.LiveConnections;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import okio.BufferedSource;

/**
 * How the SDK speaks HTTP. Its own client keeps one pool for each host in a static field, with the
 * time-outs of whoever came first, follows redirects, sends a POST again when a connection breaks
 * under it, and reads answers of any length.
 */
final class AlipayHttp extends AbstractHttpClient {
  /**
   * What the SDK sends by itself for a certificate that it does not know. It signs what the answer
   * names, unescaped and before it has verified the answer, so that whoever wrote that could have
   * anything signed; and it takes any certificate that the root has issued.
   */
  private static final String CERTIFICATE_DOWNLOAD = "alipay.open.app.alipaycert.download";

  private static final int MAX_IDLE_CONNECTIONS = 32;
  private static final long MAX_ANSWER_BYTES = 1 << 20;

  private final OkHttpClient client;

  /**
   * A body that is not sent a second time: while nothing was sent, another address of the host may
   * be tried; after that nobody knows what the first has done.
   */
  private static final class SentOnce extends RequestBody {
    private final MediaType type;
    private final byte[] body;

    SentOnce(MediaType type, byte[] body) {
      this.type = type;
      this.body = body;
    }

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return body.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(body);
    }
  }

  /** An answer names a certificate that is not in the settings. */
  static final class OtherCertificateException extends IOException {
    private static final long serialVersionUID = 1L;

    OtherCertificateException() {
      super("the answer names another certificate");
    }
  }

  AlipayHttp(ChannelProperties limits) {
    client =
        LiveConnections.install(
                new OkHttpClient.Builder(),
                new ConnectionPool(MAX_IDLE_CONNECTIONS, 30, TimeUnit.SECONDS))
            .connectTimeout(limits.connectTimeout())
            .readTimeout(limits.readTimeout())
            .writeTimeout(limits.readTimeout())
            .callTimeout(limits.connectTimeout().plus(limits.readTimeout()))
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
  }

  /** The same client for answers that are long: it waits as long for each part, not for all. */
  OkHttpClient forDownloads(Duration limit) {
    return client.newBuilder().callTimeout(limit).build();
  }

  @Override
  public String doPost(
      String url, Map<String, String> form, String charset, Map<String, String> answerHeaders)
      throws IOException {
    HttpUrl address = HttpUrl.get(url);
    if (CERTIFICATE_DOWNLOAD.equals(address.queryParameter("method"))) {
      throw new OtherCertificateException();
    }
    Request request =
        new Request.Builder()
            .url(address)
            .post(
                new SentOnce(
                    MediaType.get("application/x-www-form-urlencoded;charset=" + charset),
                    WebUtils.buildQuery(form, charset).getBytes(StandardCharsets.US_ASCII)))
            .build();
    try (Response response = client.newCall(request).execute();
        ResponseBody answer = response.body()) {
      if (response.code() != 200 || answer == null) {
        throw new IOException("HTTP " + response.code());
      }
      BufferedSource source = answer.source();
      if (source.request(MAX_ANSWER_BYTES + 1)) {
        throw new IOException("the answer is too long");
      }
      return source.readString(Charset.forName(charset));
    }
  }

  @Override
  public String doPost(
      String url,
      Map<String, String> form,
      Map<String, FileItem> files,
      String charset,
      Map<String, String> answerHeaders) {
    throw new UnsupportedOperationException("no files are sent to Alipay");
  }
}
