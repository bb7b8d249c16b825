package com.zhaoli.pay.wechat.message.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.wechat.message.MessageTemplate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Templates in the database. */
@Repository
public class TemplateStore {
  private final TemplateMapper templates;
  private final TemplateFieldMapper fields;

  TemplateStore(TemplateMapper templates, TemplateFieldMapper fields) {
    this.templates = templates;
    this.fields = fields;
  }

  public Optional<String> templateId(MessageScene scene) {
    return Optional.ofNullable(templates.selectById(scene.name())).map(row -> row.templateId);
  }

  public List<MessageTemplate.Field> fields(MessageScene scene) {
    return fields
        .selectList(
            new QueryWrapper<TemplateFieldDO>().eq("scene", scene.name()).orderByAsc("position"))
        .stream()
        .map(row -> new MessageTemplate.Field(row.field, row.keyword))
        .toList();
  }
}
