package com.zhaoli.pay.payment.channel.wechat;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Stands before the SDK, which takes every 2xx for success and reads a body of any length. WeChat
 * Pay says with 202 that the payer is at it, and that is no success of a close or a reversal: it is
 * handed on as a refusal, whose code tells the rest.
 */
final class AnswerGuard implements Interceptor {
  /** Larger than any real answer. */
  private static final long MAX_BYTES = 1024 * 1024;

  private static final int ACCEPTED = 202;
  private static final int CONFLICT = 409;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    try {
      ResponseBody body = response.body();
      if (body != null && body.source().request(MAX_BYTES + 1)) {
        throw new IOException("The answer is larger than any real one.");
      }
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
    return response.code() == ACCEPTED ? response.newBuilder().code(CONFLICT).build() : response;
  }
}
