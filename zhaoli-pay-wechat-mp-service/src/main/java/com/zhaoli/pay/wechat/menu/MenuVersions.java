package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.menu.internal.MenuVersionStore;
import com.zhaoli.pay.wechat.trail.AuditAction;
import com.zhaoli.pay.wechat.trail.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The versions of the accounts' menus. A draft may hold what WeChat would refuse, so that work can
 * be put aside; each change is a compare-and-set on its revision, and in one transaction with its
 * audit entry.
 */
@Service
public class MenuVersions {
  private final MenuVersionStore store;
  private final MenuJson json;
  private final TagsOfMenus tags;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final Clock clock;

  MenuVersions(
      MenuVersionStore store,
      MenuJson json,
      TagsOfMenus tags,
      AuditLog auditLog,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.json = json;
    this.tags = tags;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Menus as an operator sent them.
   *
   * @throws ApiException REQUEST_INVALID, also for a field that is not known
   */
  public MenuContent read(JsonNode content) {
    return json.ofOperator(content);
  }

  /** A new draft. */
  public MenuVersionBO draft(
      String account, @Nullable String note, MenuContent content, String operatorNo) {
    Instant now = clock.instant();
    MenuVersionBO draft =
        new MenuVersionBO(
            Ids.withPrefix("mnv_"),
            account,
            MenuVersionStatus.DRAFT,
            1,
            note,
            content,
            operatorNo,
            now,
            operatorNo,
            now);
    transaction.executeWithoutResult(
        status -> {
          store.insert(draft);
          auditLog.append(operatorNo, AuditAction.MENU_DRAFTED, draft.versionNo(), note);
        });
    return draft;
  }

  /**
   * Changes a draft.
   *
   * @param revision the one that the operator saw
   * @throws ApiException MENU_NOT_FOUND, MENU_STATE_INVALID for a fixed version, MENU_CONFLICT
   */
  public MenuVersionBO edit(
      String account,
      String versionNo,
      int revision,
      @Nullable String note,
      MenuContent content,
      String operatorNo) {
    MenuVersionBO draft = draftOf(account, versionNo);
    List<MenuChange> changes = MenuDiff.between(draft.content(), content);
    transaction.executeWithoutResult(
        status -> {
          if (!store.edit(versionNo, revision, note, content, operatorNo, clock.instant())) {
            throw new ApiException(ErrorCode.MENU_CONFLICT);
          }
          auditLog.append(
              operatorNo,
              AuditAction.MENU_EDITED,
              versionNo,
              "revision " + (revision + 1) + ", " + changes.size() + " changes");
        });
    return get(account, versionNo);
  }

  /**
   * Throws a draft away.
   *
   * @throws ApiException MENU_NOT_FOUND, MENU_STATE_INVALID for a fixed version, MENU_CONFLICT
   */
  public void discard(String account, String versionNo, int revision, String operatorNo) {
    draftOf(account, versionNo);
    transaction.executeWithoutResult(
        status -> {
          if (!store.discard(versionNo, revision)) {
            throw new ApiException(ErrorCode.MENU_CONFLICT);
          }
          auditLog.append(operatorNo, AuditAction.MENU_DISCARDED, versionNo, null);
        });
  }

  /**
   * One version.
   *
   * @throws ApiException MENU_NOT_FOUND
   */
  public MenuVersionBO get(String account, String versionNo) {
    return store
        .find(account, versionNo)
        .orElseThrow(() -> new ApiException(ErrorCode.MENU_NOT_FOUND));
  }

  /**
   * Versions, the newest first.
   *
   * @param after only those older than this one
   */
  public List<MenuVersionBO> page(String account, @Nullable String after, int limit) {
    return store.page(account, Objects.requireNonNullElse(after, "~"), limit);
  }

  /** What WeChat would refuse; empty when nothing is known to stand in the way. */
  public List<MenuProblem> problems(String account, MenuContent content) {
    return Stream.concat(MenuRules.check(content).stream(), tags.check(account, content).stream())
        .toList();
  }

  /** What differs from the earlier to the later content. */
  public List<MenuChange> difference(MenuContent earlier, MenuContent later) {
    return MenuDiff.between(earlier, later);
  }

  private MenuVersionBO draftOf(String account, String versionNo) {
    MenuVersionBO version = get(account, versionNo);
    if (version.status() != MenuVersionStatus.DRAFT) {
      throw ApiException.of(ErrorCode.MENU_STATE_INVALID, "status", version.status().name());
    }
    return version;
  }
}
