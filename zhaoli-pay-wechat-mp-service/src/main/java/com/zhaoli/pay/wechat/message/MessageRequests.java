package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.Openids;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request for a message must be. */
final class MessageRequests {
  /** A blank at its end would be another message to us and the same one to the database. */
  private static final Pattern BUSINESS_ID = Pattern.compile("[!-~]{1,64}");

  private static final int MAX_FIELDS = 20;
  private static final int MAX_CHARACTERS = 1_000;

  private MessageRequests() {}

  /**
   * Refuses what cannot be stored.
   *
   * @param place before the names of fields, such as {@code messages[3].}
   * @throws ApiException REQUEST_INVALID
   */
  static void check(String place, TemplateMessageRequest request) {
    if (Arrays.asList(request.businessId(), request.openid(), request.scene(), request.fields())
        .contains(null)) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          place.isEmpty() ? "body" : place,
          "needs businessId, scene, openid and fields");
    }
    if (!BUSINESS_ID.matcher(request.businessId()).matches()) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          place + "businessId",
          "must have 1 to 64 characters of ASCII without blanks");
    }
    if (!Openids.isOpenid(request.openid())) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, place + "openid", "is no openid");
    }
    checkFields(place, request.fields());
  }

  private static void checkFields(String place, Map<String, @Nullable String> fields) {
    int characters = 0;
    for (Map.Entry<String, @Nullable String> field : fields.entrySet()) {
      String value = field.getValue();
      if (value == null) {
        throw ApiException.of(
            ErrorCode.REQUEST_INVALID, place + "fields." + field.getKey(), "must be a text");
      }
      characters += field.getKey().length() + value.length();
    }
    if (fields.size() > MAX_FIELDS || characters > MAX_CHARACTERS) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          place + "fields",
          "must be at most %d with %d characters in all".formatted(MAX_FIELDS, MAX_CHARACTERS));
    }
  }
}
