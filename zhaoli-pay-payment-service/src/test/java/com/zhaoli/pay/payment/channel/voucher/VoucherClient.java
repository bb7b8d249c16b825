package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.LiveConnections;
import com.zhaoli.pay.payment.channel.voucher.VoucherSignature.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signed calls. Each has a time limit and a limit of length, is sent once, follows no redirect, and
 * brings either what the channel signed for this very call, or nothing.
 */
final class VoucherClient {
  static final String APP = "Voucher-App";
  static final String TIMESTAMP = "Voucher-Timestamp";
  static final String NONCE = "Voucher-Nonce";
  static final String SIGN = "Voucher-Sign";

  private static final MediaType TYPE = MediaType.get("application/json");
  private static final long MAX_ANSWER_BYTES = 64 * 1024;
  private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(10);

  private final OkHttpClient calls;
  private final OkHttpClient downloads;
  private final Clock clock;
  private final JsonMapper json = new JsonMapper();

  VoucherClient(ChannelProperties limits, Clock clock) {
    this.clock = clock;
    this.calls =
        LiveConnections.install(new OkHttpClient.Builder(), new ConnectionPool())
            .connectTimeout(limits.connectTimeout())
            .readTimeout(limits.readTimeout())
            .writeTimeout(limits.readTimeout())
            .callTimeout(limits.connectTimeout().plus(limits.readTimeout()))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .build();
    this.downloads = calls.newBuilder().callTimeout(DOWNLOAD_LIMIT).build();
  }

  /**
   * Asks the channel.
   *
   * @throws NoAnswerException when nothing came back that the channel signed for this call
   */
  VoucherAnswer call(VoucherAccount account, String path, Map<String, ?> content)
      throws NoAnswerException {
    String nonce = nonce();
    byte[] body = json.writeValueAsBytes(content);
    Request request =
        signed(account, path, nonce, body).post(RequestBody.create(body, TYPE)).build();
    try (Response response = calls.newCall(request).execute();
        ResponseBody answer = response.body()) {
      if (response.code() != 200 || answer == null) {
        throw NoAnswerException.ofStatus(response.code());
      }
      byte[] bytes = bounded(answer);
      String expected = account.sign(bytes, Kind.ANSWER, nonce);
      if (!VoucherSignature.matches(expected, response.header(SIGN))) {
        throw new NoAnswerException("an answer that the channel did not sign");
      }
      return new VoucherAnswer(object(bytes));
    } catch (IOException e) {
      throw new NoAnswerException(e.getClass().getName());
    }
  }

  private static byte[] bounded(ResponseBody answer) throws IOException {
    BufferedSource source = answer.source();
    if (source.request(MAX_ANSWER_BYTES + 1)) {
      throw new IOException("the answer is too long");
    }
    return source.readByteArray();
  }

  private JsonNode object(byte[] bytes) throws NoAnswerException {
    try {
      JsonNode content = json.readTree(bytes);
      if (content.isObject()) {
        return content;
      }
    } catch (JacksonException e) {
      throw new NoAnswerException("an answer that is no JSON");
    }
    throw new NoAnswerException("an answer that is no object");
  }

  /** A file, to be read as it comes and closed. It bears no signature. */
  Response download(VoucherAccount account, String path) throws IOException {
    return downloads.newCall(signed(account, path, nonce(), new byte[0]).get().build()).execute();
  }

  private Request.Builder signed(VoucherAccount account, String path, String nonce, byte[] body) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    return new Request.Builder()
        .url(account.url(path))
        .header(APP, account.appId())
        .header(TIMESTAMP, timestamp)
        .header(NONCE, nonce)
        .header(SIGN, account.sign(body, Kind.REQUEST, account.appId(), path, timestamp, nonce));
  }

  private static String nonce() {
    return UUID.randomUUID().toString();
  }
}
