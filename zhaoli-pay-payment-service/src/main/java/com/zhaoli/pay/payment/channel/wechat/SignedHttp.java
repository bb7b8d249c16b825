package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.http.HttpHeaders;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Two kinds of calls that the SDK's client does not make: one whose answer is wanted as it is, even
 * if it is a refusal, and one whose body is read as it comes. Signed by the SDK's credential.
 */
final class SignedHttp {
  /** The SDK's fixed host; {@link HostRedirect} puts the configured one in its place. */
  static final String HOST = "https://api.mch.weixin.qq.com";

  private final OkHttpClient calls;
  private final OkHttpClient downloads;
  private final Credential credential;
  private final Validator validator;

  SignedHttp(
      OkHttpClient calls, OkHttpClient downloads, Credential credential, Validator validator) {
    this.calls = calls;
    this.downloads = downloads;
    this.credential = credential;
    this.validator = validator;
  }

  /** An answer whose signature nobody looked at yet. */
  record Answer(int httpStatus, HttpHeaders headers, String body) {}

  Answer get(String pathAndQuery) throws IOException {
    try (Response response = calls.newCall(request(HOST + pathAndQuery)).execute()) {
      Map<String, String> headers = new HashMap<>();
      response.headers().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
      ResponseBody body = response.body();
      return new Answer(
          response.code(), new HttpHeaders(headers), body == null ? "" : body.string());
    }
  }

  /**
   * Whether WeChat Pay signed this answer, lately.
   *
   * @throws IllegalArgumentException when the time of the signature, or its form, is not right
   */
  boolean verifies(Answer answer) {
    return validator.validate(answer.headers(), answer.body());
  }

  /**
   * Starts a download; the caller closes the response.
   *
   * @throws IllegalArgumentException when it is no address
   */
  Response download(String url) throws IOException {
    return downloads.newCall(request(url)).execute();
  }

  private Request request(String url) {
    URI uri = HttpUrl.get(url).uri();
    return new Request.Builder()
        .url(uri.toString())
        .header("Authorization", credential.getAuthorization(uri, "GET", ""))
        .header("Accept", "*/*")
        // Otherwise okhttp asks for a compression of its own and undoes the file's.
        .header("Accept-Encoding", "identity")
        .header("Wechatpay-Serial", validator.getSerialNumber())
        .build();
  }
}
