package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.JsonHttp;
import com.zhaoli.pay.e2e.JsonHttp.Answer;
import com.zhaoli.pay.e2e.MerchantCredentials;
import com.zhaoli.pay.e2e.StepFailure;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A merchant's program that calls the open API. A call that breaks off has no answer. */
public final class Merchant {
  static final String PAYMENTS = "/openapi/v1/payments";
  static final String REFUNDS = "/openapi/v1/refunds";

  private final URI gateway;
  private final JsonHttp http;
  private final MerchantCredentials credentials;
  private final Clock clock;

  public Merchant(URI gateway, JsonHttp http, MerchantCredentials credentials, Clock clock) {
    this.gateway = gateway;
    this.http = http;
    this.credentials = credentials;
    this.clock = clock;
  }

  public MerchantCredentials credentials() {
    return credentials;
  }

  Optional<Answer> get(String path) {
    try {
      return Optional.of(
          http.get(
              gateway.resolve(path),
              credentials.sign(clock, "GET", path, null, null, new byte[0])));
    } catch (StepFailure e) {
      return Optional.empty();
    }
  }

  Optional<Answer> post(String path, Map<String, ?> fields, @Nullable String idempotencyKey) {
    byte[] body = fields.isEmpty() ? new byte[0] : JsonMapper.shared().writeValueAsBytes(fields);
    Map<String, String> headers =
        new LinkedHashMap<>(credentials.sign(clock, "POST", path, null, idempotencyKey, body));
    try {
      return Optional.of(http.post(gateway.resolve(path), headers, body));
    } catch (StepFailure e) {
      return Optional.empty();
    }
  }
}
