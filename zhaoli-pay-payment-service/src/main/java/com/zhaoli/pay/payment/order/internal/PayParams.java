package com.zhaoli.pay.payment.order.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Parameters for the wallet's page as a column holds them. */
final class PayParams {
  private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};
  // The column is ascii.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private PayParams() {}

  static @Nullable String toColumn(Map<String, String> payParams) {
    return payParams.isEmpty() ? null : JSON.writeValueAsString(payParams);
  }

  static Map<String, String> ofColumn(@Nullable String column) {
    return column == null ? Map.of() : JSON.readValue(column, TYPE);
  }
}
