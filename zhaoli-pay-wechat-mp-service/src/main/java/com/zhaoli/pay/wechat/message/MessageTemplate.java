package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a scene's message looks in WeChat.
 *
 * @param appId the account that the template is of
 * @param templateId WeChat's id; null while nobody has set one
 * @param revision counts the changes on this account; 0 where it has the defaults
 */
public record MessageTemplate(
    String appId,
    MessageScene scene,
    String title,
    @Nullable String templateId,
    TemplateOrigin origin,
    int revision,
    List<Field> fields,
    @Nullable String updatedBy,
    @Nullable Instant updatedAt) {
  public MessageTemplate {
    fields = List.copyOf(fields);
  }

  /** Our value {@code name} stands at WeChat's {@code keyword}. */
  public record Field(String name, String keyword) {}

  /**
   * What a follower would see at a keyword.
   *
   * @param value null where the message could not be sent for it
   * @param cut whether it is shorter than what it was made of
   */
  public record Line(
      String field,
      String keyword,
      @Nullable String value,
      boolean cut,
      @Nullable String problem) {}

  /** The same with another mapping. */
  MessageTemplate withFields(List<Field> others) {
    return new MessageTemplate(
        appId, scene, title, templateId, origin, revision, others, updatedBy, updatedAt);
  }

  /**
   * The values by WeChat's keywords, each within its limits.
   *
   * @throws UnfitFieldException naming the field that is missing or cannot be sent
   */
  Map<String, String> render(Map<String, String> values) {
    Map<String, String> data = new LinkedHashMap<>();
    for (Line line : preview(values)) {
      if (line.value() == null) {
        throw new UnfitFieldException(line.field() + " " + line.problem());
      }
      data.put(line.keyword(), line.value());
    }
    return data;
  }

  /** What a follower would see of these values, and what could not be sent. */
  public List<Line> preview(Map<String, String> values) {
    List<Line> lines = new ArrayList<>();
    for (Field field : fields) {
      String value = values.get(field.name());
      if (value == null) {
        lines.add(new Line(field.name(), field.keyword(), null, false, "is missing"));
        continue;
      }
      Optional<String> fitted = KeywordKind.of(field.keyword()).fit(value);
      lines.add(
          new Line(
              field.name(),
              field.keyword(),
              fitted.orElse(null),
              fitted.isPresent() && fitted.get().length() < value.strip().length(),
              fitted.isPresent() ? null : "does not fit " + field.keyword()));
    }
    return lines;
  }

  /** A value that WeChat would refuse. Its message holds names only, no values. */
  static final class UnfitFieldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitFieldException(String problem) {
      super(problem);
    }
  }
}
