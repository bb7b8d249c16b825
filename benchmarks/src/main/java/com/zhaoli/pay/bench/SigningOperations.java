package com.zhaoli.pay.bench;

import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The measured methods of {@link SigningBench}; JMH generates code around them. */
@State(Scope.Thread)
public class SigningOperations {
  private static final int BODY_BYTES = 400;

  @Param({"HMAC_SHA256", "MD5"})
  private SignType type = SignType.HMAC_SHA256;

  private final SigningKey key =
      new SigningKey(
          "3q2+7wAAAABbY2Fubm90LWd1ZXNzLXRoaXMtc2VjcmV0XQ==", "c2FsdC1vZi1hLW1lcmNoYW50");
  private final byte[] body = body();
  private String signature = "";

  @Setup
  public void signOnce() {
    signature = sign();
    if (!verify()) {
      throw new IllegalStateException("a good signature is refused");
    }
  }

  @Benchmark
  public StringToSign stringToSign() {
    return StringToSign.of(
        "POST",
        "/openapi/v1/payments",
        null,
        "1790000000",
        "c3f0b6a2d94e4b1f8a7c6d5e4f3a2b1c",
        "order-20260101-000001",
        body);
  }

  @Benchmark
  public String sign() {
    return RequestSigner.sign(type, stringToSign(), key);
  }

  @Benchmark
  public boolean verify() {
    return RequestSigner.verify(type, stringToSign(), key, signature);
  }

  private static byte[] body() {
    String start = "{\"outTradeNo\":\"20260101000001\",\"amount\":1999,\"subject\":\"";
    String end = "\",\"method\":\"NATIVE\",\"channel\":\"ALIPAY\"}";
    String padding = "x".repeat(BODY_BYTES - start.length() - end.length());
    return (start + padding + end).getBytes(StandardCharsets.UTF_8);
  }
}
