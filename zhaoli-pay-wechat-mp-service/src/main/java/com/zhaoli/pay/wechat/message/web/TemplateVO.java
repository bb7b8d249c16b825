package com.zhaoli.pay.wechat.message.web;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.wechat.message.KeywordKind;
import com.zhaoli.pay.wechat.message.MessageTemplate;
import com.zhaoli.pay.wechat.message.SceneFields;
import com.zhaoli.pay.wechat.message.TemplateOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template as operators see it.
 *
 * @param available the values that messages of the scene have
 */
record TemplateVO(
    String account,
    MessageScene scene,
    String title,
    @Nullable String templateId,
    TemplateOrigin origin,
    int revision,
    List<FieldVO> fields,
    List<String> available,
    @Nullable String updatedBy,
    @Nullable Instant updatedAt) {

  /** A value at its keyword, with the keyword's limits. */
  record FieldVO(
      String field, String keyword, KeywordKind kind, int maxCharacters, @Nullable String sample) {}

  static TemplateVO of(MessageTemplate template) {
    Map<String, String> samples = SceneFields.samplesOf(template.scene());
    return new TemplateVO(
        template.appId(),
        template.scene(),
        template.title(),
        template.templateId(),
        template.origin(),
        template.revision(),
        template.fields().stream().map(field -> fieldVO(field, samples)).toList(),
        List.copyOf(samples.keySet()),
        template.updatedBy(),
        template.updatedAt());
  }

  private static FieldVO fieldVO(MessageTemplate.Field field, Map<String, String> samples) {
    KeywordKind kind = KeywordKind.of(field.keyword());
    return new FieldVO(
        field.name(), field.keyword(), kind, kind.maxCharacters(), samples.get(field.name()));
  }
}
