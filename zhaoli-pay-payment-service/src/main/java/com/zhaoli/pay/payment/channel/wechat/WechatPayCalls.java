package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.exception.ServiceException;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls through the SDK: whatever it throws becomes an outcome. */
final class WechatPayCalls {
  private WechatPayCalls() {}

  /** What a refusal means. The SDK does not verify signatures of refusals: TLS protects them. */
  interface Refusal<T> {
    T of(int httpStatus, @Nullable String code);
  }

  /**
   * What a call brought.
   *
   * @param refused for an error with WeChat Pay's own code
   * @param unknown for no answer, or one whose signature, time or form is not right
   * @throws ChannelNotReadyException when nothing was sent, for want of certificates
   */
  static <T> T answer(Supplier<T> call, Refusal<T> refused, Function<String, T> unknown) {
    try {
      return call.get();
    } catch (ServiceException e) {
      return refused.of(e.getHttpStatusCode(), e.getErrorCode());
    } catch (ChannelNotReadyException e) {
      throw e;
    } catch (RuntimeException e) {
      // The SDK throws of many kinds, IllegalArgumentException for a stale answer among them. Its
      // messages quote requests and answers, so the kind has to do.
      Throwable cause = e.getCause();
      return unknown.apply((cause == null ? e : cause).getClass().getName());
    }
  }

  /** A refusal that nobody explained to us. */
  static String unexplained(int httpStatus, @Nullable String code) {
    return "HTTP " + httpStatus + " " + code;
  }
}
