package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a scene's message looks in WeChat. */
public record MessageTemplate(MessageScene scene, String templateId, List<Field> fields) {
  public MessageTemplate {
    fields = List.copyOf(fields);
  }

  /** Our value {@code name} stands at WeChat's {@code keyword}. */
  public record Field(String name, String keyword) {}

  /**
   * The values by WeChat's keywords, each within its limits.
   *
   * @throws UnfitFieldException naming the field that is missing or cannot be sent
   */
  Map<String, String> render(Map<String, String> values) {
    Map<String, String> data = new LinkedHashMap<>();
    for (Field field : fields) {
      String value = values.get(field.name());
      if (value == null) {
        throw new UnfitFieldException(field.name() + " is missing");
      }
      Optional<String> fitted = KeywordKind.of(field.keyword()).fit(value);
      data.put(
          field.keyword(),
          fitted.orElseThrow(
              () -> new UnfitFieldException(field.name() + " does not fit " + field.keyword())));
    }
    return data;
  }

  /** A value that WeChat would refuse. Its message holds names only, no values. */
  static final class UnfitFieldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitFieldException(String problem) {
      super(problem);
    }
  }
}
