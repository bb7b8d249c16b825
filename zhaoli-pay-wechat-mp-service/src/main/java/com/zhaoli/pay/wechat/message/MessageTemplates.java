package com.zhaoli.pay.wechat.message;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.wechat.account.AccountProperties;
import com.zhaoli.pay.wechat.message.internal.TemplateStore;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Templates from the database. In development the sandbox makes up template ids, and its file goes
 * before them.
 */
@Component
class MessageTemplates {
  private static final Logger log = LoggerFactory.getLogger(MessageTemplates.class);

  private final TemplateStore store;
  private final @Nullable Path overrides;

  MessageTemplates(TemplateStore store, AccountProperties properties, ZhaoliProperties platform) {
    this.store = store;
    this.overrides =
        platform.environment() == DeploymentEnvironment.DEVELOPMENT
            ? properties.templatesFile()
            : null;
  }

  /** Empty when the scene has no template id. */
  Optional<MessageTemplate> find(MessageScene scene) {
    return overriddenId(scene)
        .or(() -> store.templateId(scene))
        .map(templateId -> new MessageTemplate(scene, templateId, store.fields(scene)));
  }

  private Optional<String> overriddenId(MessageScene scene) {
    if (overrides == null || !Files.exists(overrides)) {
      return Optional.empty();
    }
    Properties ids = new Properties();
    try (Reader reader = Files.newBufferedReader(overrides)) {
      ids.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      log.warn("{} cannot be read, the database's template ids count", overrides, e);
    }
    return Optional.ofNullable(ids.getProperty(scene.name()))
        .map(String::strip)
        .filter(id -> !id.isEmpty());
  }
}
