package com.zhaoli.pay.wechat.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.AccountProperties;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.message.internal.TemplateMessageStore;
import com.zhaoli.pay.wechat.message.internal.TemplateStore;
import com.zhaoli.pay.wechat.trail.AuditAction;
import com.zhaoli.pay.wechat.trail.AuditLog;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The templates of the accounts. Each change is a compare-and-set on the revision, in one
 * transaction with its audit entry; messages that are sent heed it after a second at most, on every
 * instance. In development the sandbox makes up the main account's template ids, and its file goes
 * before the database.
 */
@Service
public class MessageTemplates {
  private static final Logger log = LoggerFactory.getLogger(MessageTemplates.class);
  private static final Duration REMEMBERED = Duration.ofSeconds(1);

  /** No instance sends by the template before any more: it would fail for the same fault again. */
  private static final Duration FORGOTTEN_EVERYWHERE = REMEMBERED.multipliedBy(2);

  private static final int MAX_REMEMBERED = 1_000;

  private final TemplateStore store;
  private final TemplateMessageStore messages;
  private final OfficialAccounts accounts;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final @Nullable Path overrides;
  private final Cache<Key, MessageTemplate> remembered =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(REMEMBERED).build();

  private record Key(String appId, MessageScene scene) {}

  MessageTemplates(
      TemplateStore store,
      TemplateMessageStore messages,
      OfficialAccounts accounts,
      AuditLog auditLog,
      TransactionTemplate transaction,
      Clock clock,
      AccountProperties properties,
      ZhaoliProperties platform) {
    this.store = store;
    this.messages = messages;
    this.accounts = accounts;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.clock = clock;
    this.overrides =
        platform.environment() == DeploymentEnvironment.DEVELOPMENT
            ? properties.templatesFile()
            : null;
  }

  /** The template by which messages are sent, at most a second old. */
  MessageTemplate forSending(OfficialAccount account, MessageScene scene) {
    return remembered.get(new Key(account.appId(), scene), key -> get(account, scene));
  }

  /** The templates of all scenes. */
  public List<MessageTemplate> all(OfficialAccount account) {
    return Arrays.stream(MessageScene.values()).map(scene -> get(account, scene)).toList();
  }

  /** The template of a scene; its id is null while there is none. */
  public MessageTemplate get(OfficialAccount account, MessageScene scene) {
    boolean main = account == accounts.main();
    MessageTemplate stored = store.find(account.appId(), scene, main);
    return (main ? overriddenId(scene) : Optional.<String>empty())
        .map(
            id ->
                new MessageTemplate(
                    stored.appId(),
                    scene,
                    stored.title(),
                    id,
                    TemplateOrigin.SANDBOX,
                    stored.revision(),
                    stored.fields(),
                    stored.updatedBy(),
                    stored.updatedAt()))
        .orElse(stored);
  }

  /**
   * Changes a template; messages that failed for its faults are tried again.
   *
   * @throws ApiException TEMPLATE_INVALID, TEMPLATE_CONFLICT
   */
  public MessageTemplate change(
      OfficialAccount account, MessageScene scene, TemplateDraft draft, String operatorNo) {
    String appId = account.appId();
    refuseInvalid(scene, draft.fields());
    Instant now = clock.instant();
    transaction.executeWithoutResult(
        status -> {
          if (!store.change(appId, scene, draft, operatorNo, now)) {
            throw new ApiException(ErrorCode.TEMPLATE_CONFLICT);
          }
          auditLog.append(
              operatorNo, AuditAction.TEMPLATE_CHANGED, scene.name(), told(appId, draft));
          messages.wakeMisconfigured(appId, scene, now.plus(FORGOTTEN_EVERYWHERE));
        });
    remembered.invalidate(new Key(appId, scene));
    return get(account, scene);
  }

  /**
   * What a follower would see.
   *
   * @param fields a mapping to be tried, whatever is wrong with it; null for the one of now
   * @param values those of a message; where one is missing the sample stands in
   */
  public List<MessageTemplate.Line> preview(
      OfficialAccount account,
      MessageScene scene,
      @Nullable List<MessageTemplate.Field> fields,
      Map<String, String> values) {
    MessageTemplate template = get(account, scene);
    Map<String, String> shown = new HashMap<>(SceneFields.samplesOf(scene));
    shown.putAll(values);
    return (fields == null ? template : template.withFields(fields)).preview(shown);
  }

  private static void refuseInvalid(MessageScene scene, List<MessageTemplate.Field> fields) {
    Map<String, String> problems = TemplateRules.problems(scene, fields);
    if (!problems.isEmpty()) {
      throw new ApiException(ErrorCode.TEMPLATE_INVALID, problems);
    }
  }

  private static String told(String appId, TemplateDraft draft) {
    return "account %s, revision %d, template id %s, %d fields"
        .formatted(appId, draft.revision() + 1, draft.templateId(), draft.fields().size());
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
