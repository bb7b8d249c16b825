package com.zhaoli.pay.wechat.message.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.wechat.message.MessageTemplate;
import com.zhaoli.pay.wechat.message.TemplateDraft;
import com.zhaoli.pay.wechat.message.TemplateOrigin;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Templates in the database: what operators set for an account, over the defaults of all. */
@Repository
public class TemplateStore {
  private final TemplateMapper defaults;
  private final TemplateFieldMapper defaultFields;
  private final AccountTemplateMapper templates;
  private final JsonMapper json;

  TemplateStore(
      TemplateMapper defaults,
      TemplateFieldMapper defaultFields,
      AccountTemplateMapper templates,
      JsonMapper json) {
    this.defaults = defaults;
    this.defaultFields = defaultFields;
    this.templates = templates;
    this.json = json;
  }

  /**
   * The template of a scene on an account.
   *
   * @param main whether it is the main account: a default template id is its own, and no other's
   */
  public MessageTemplate find(String appId, MessageScene scene, boolean main) {
    AccountTemplateDO own = templates.find(appId, scene.name());
    return own == null ? standard(appId, scene, main) : toTemplate(own, scene);
  }

  /** False when the template is no longer at the revision that the operator saw. */
  public boolean change(
      String appId, MessageScene scene, TemplateDraft draft, String operatorNo, Instant now) {
    AccountTemplateDO row = new AccountTemplateDO();
    row.appId = appId;
    row.scene = scene.name();
    row.templateId = draft.templateId();
    row.title = draft.title();
    row.fieldsJson = json.writeValueAsString(draft.fields());
    row.revision = draft.revision() + 1;
    row.updatedBy = operatorNo;
    row.updatedAt = now;
    if (draft.revision() > 0) {
      return templates.change(row) == 1;
    }
    try {
      return templates.insert(row) == 1;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  private MessageTemplate standard(String appId, MessageScene scene, boolean main) {
    TemplateDO row = defaults.selectById(scene.name());
    List<MessageTemplate.Field> fields =
        defaultFields
            .selectList(
                new QueryWrapper<TemplateFieldDO>()
                    .eq("scene", scene.name())
                    .orderByAsc("position"))
            .stream()
            .map(field -> new MessageTemplate.Field(field.field, field.keyword))
            .toList();
    return new MessageTemplate(
        appId,
        scene,
        row == null ? scene.name() : row.title,
        row == null || !main ? null : row.templateId,
        TemplateOrigin.DEFAULT,
        0,
        fields,
        null,
        null);
  }

  private MessageTemplate toTemplate(AccountTemplateDO row, MessageScene scene) {
    return new MessageTemplate(
        row.appId,
        scene,
        row.title,
        row.templateId,
        TemplateOrigin.OWN,
        row.revision,
        json.readValue(row.fieldsJson, new TypeReference<List<MessageTemplate.Field>>() {}),
        row.updatedBy,
        row.updatedAt);
  }
}
