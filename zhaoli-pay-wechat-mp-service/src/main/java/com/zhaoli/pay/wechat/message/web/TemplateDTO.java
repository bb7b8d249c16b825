package com.zhaoli.pay.wechat.message.web;

import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.wechat.message.MessageTemplate;
import com.zhaoli.pay.wechat.message.TemplateDraft;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template is to be.
 *
 * @param revision of the template that the operator saw
 */
record TemplateDTO(
    @NotNull @Min(0) Integer revision,
    @NotBlank @Size(max = 100) String title,
    @Nullable @Pattern(regexp = "[A-Za-z0-9_-]{1,64}", message = "must be a template id of WeChat's") String templateId,
    @NotNull @Size(max = MAX_FIELDS) List<@NotNull @Valid FieldDTO> fields) {
  private static final int MAX_FIELDS = 20;
  private static final int MAX_VALUE = 1_000;

  TemplateDraft draft() {
    return new TemplateDraft(revision, title, templateId, fieldsOf(fields));
  }

  /** A value at a keyword. */
  record FieldDTO(
      @NotBlank @Size(max = 40) String field, @NotBlank @Size(max = 40) String keyword) {}

  /** What is to be looked at; the stored mapping and samples where it is silent. */
  record Preview(
      @Nullable @Size(max = MAX_FIELDS) List<@NotNull @Valid FieldDTO> fields,
      @Nullable @Size(max = MAX_FIELDS) @MultiLine
          Map<String, @NotNull @Size(max = MAX_VALUE) String> values) {}

  static List<MessageTemplate.Field> fieldsOf(List<FieldDTO> fields) {
    return fields.stream()
        .map(field -> new MessageTemplate.Field(field.field(), field.keyword()))
        .toList();
  }
}
