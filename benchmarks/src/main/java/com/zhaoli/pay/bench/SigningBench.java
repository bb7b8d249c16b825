package com.zhaoli.pay.bench;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a signature costs its maker and the gateway, with a body of 400 bytes. Both sides build the
 * string to sign, so it is in both figures and once alone.
 */
final class SigningBench extends JmhBench {
  SigningBench(Effort effort, Clock clock) {
    super(effort, clock);
  }

  @Override
  public String name() {
    return "signing";
  }

  @Override
  public String description() {
    return "sign and verify a request with a body of 400 bytes, HMAC-SHA256 against MD5";
  }

  @Override
  Class<?> benchmarks() {
    return SigningOperations.class;
  }

  @Override
  List<Case> cases() {
    return List.of(
        new Case("string to sign", "stringToSign", Map.of("type", "HMAC_SHA256")),
        new Case("sign HMAC-SHA256", "sign", Map.of("type", "HMAC_SHA256")),
        new Case("sign MD5", "sign", Map.of("type", "MD5")),
        new Case("verify HMAC-SHA256", "verify", Map.of("type", "HMAC_SHA256")),
        new Case("verify MD5", "verify", Map.of("type", "MD5")));
  }

  @Override
  SortedMap<String, Double> ratios(BenchReport measured) {
    SortedMap<String, Double> ratios = new TreeMap<>();
    ratios.put(
        "hmacToMd5Sign", measured.medianOf("sign HMAC-SHA256") / measured.medianOf("sign MD5"));
    ratios.put(
        "hmacToMd5Verify",
        measured.medianOf("verify HMAC-SHA256") / measured.medianOf("verify MD5"));
    return ratios;
  }
}
