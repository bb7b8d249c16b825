package com.zhaoli.pay.wechat.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants a template to be.
 *
 * @param revision of the template that the operator saw
 * @param templateId null for none, which keeps the scene from being sent
 */
public record TemplateDraft(
    int revision, String title, @Nullable String templateId, List<MessageTemplate.Field> fields) {
  public TemplateDraft {
    fields = List.copyOf(fields);
  }
}
