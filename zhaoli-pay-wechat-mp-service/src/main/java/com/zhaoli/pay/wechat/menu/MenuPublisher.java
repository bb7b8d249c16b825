package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.menu.internal.LiveMenuStore;
import com.zhaoli.pay.wechat.menu.internal.MenuPublicationStore;
import com.zhaoli.pay.wechat.menu.internal.MenuVersionStore;
import com.zhaoli.pay.wechat.trail.AuditAction;
import com.zhaoli.pay.wechat.trail.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes versions live, one at a time on each account. The intent stands in the database before
 * WeChat is called, and no transaction is open while it is.
 *
 * <p>Every try begins with asking WeChat what it shows, and makes only the calls that are missing
 * from there to the version. So it does not matter whether a call whose answer was lost took
 * effect, or at which call an instance died: the sweep goes on from what is there, until the
 * version is live, WeChat refuses it, or its time is over. A try stops making calls long before its
 * lease ends, so that two instances do not work on one publication.
 */
@Service
public class MenuPublisher {
  private static final Logger log = LoggerFactory.getLogger(MenuPublisher.class);
  private static final int BATCH = 5;
  private static final int MAX_PROBLEMS = 20;

  /** A budget, and behind it one call with a new token, at the client's time-outs. */
  private static final Duration LEASE = Duration.ofSeconds(45);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final MenuVersionStore versions;
  private final MenuVersions drafts;
  private final MenuPublicationStore store;
  private final LiveMenuStore liveStore;
  private final LiveMenus liveMenus;
  private final MenusAtWechat atWechat;
  private final OfficialAccounts accounts;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final MenuProperties properties;
  private final Clock clock;

  MenuPublisher(
      MenuVersionStore versions,
      MenuVersions drafts,
      MenuPublicationStore store,
      LiveMenuStore liveStore,
      LiveMenus liveMenus,
      MenusAtWechat atWechat,
      OfficialAccounts accounts,
      AuditLog auditLog,
      TransactionTemplate transaction,
      MenuProperties properties,
      Clock clock) {
    this.versions = versions;
    this.drafts = drafts;
    this.store = store;
    this.liveStore = liveStore;
    this.liveMenus = liveMenus;
    this.atWechat = atWechat;
    this.accounts = accounts;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Makes a version live: a draft for the first time, a fixed one again, which is how one goes back
   * to an earlier menu. The answer says how far it came; a RUNNING one goes on by itself.
   *
   * @param revision the one that the operator saw
   * @throws ApiException MENU_NOT_FOUND, MENU_CONFLICT, MENU_INVALID, MENU_PUBLISHING while another
   *     is under way, MENU_REFUSED when WeChat refuses it
   */
  public MenuPublicationBO publish(
      String account, String versionNo, int revision, String operatorNo, String reason) {
    MenuVersionBO version =
        versions
            .find(account, versionNo)
            .orElseThrow(() -> new ApiException(ErrorCode.MENU_NOT_FOUND));
    // Before its problems: whoever saw another revision does not know of what is wrong with this
    // one.
    if (version.status() == MenuVersionStatus.DRAFT && version.revision() != revision) {
      throw new ApiException(ErrorCode.MENU_CONFLICT);
    }
    refuseInvalid(drafts.problems(account, version.content()));
    String owner = newOwner();
    MenuPublicationBO begun = begin(version, revision, operatorNo, reason, owner);
    attempt(begun, owner);
    MenuPublicationBO publication = get(account, begun.publicationNo());
    if (publication.status() == PublicationStatus.REFUSED) {
      throw new ApiException(ErrorCode.MENU_REFUSED, detailsOf(publication));
    }
    return publication;
  }

  /**
   * One publication.
   *
   * @throws ApiException MENU_NOT_FOUND
   */
  public MenuPublicationBO get(String account, String publicationNo) {
    return store
        .find(publicationNo)
        .filter(found -> found.account().equals(account))
        .orElseThrow(() -> new ApiException(ErrorCode.MENU_NOT_FOUND));
  }

  /**
   * Publications, the newest first.
   *
   * @param after only those older than this one
   */
  public List<MenuPublicationBO> page(String account, @Nullable String after, int limit) {
    return store.page(account, Objects.requireNonNullElse(after, "~"), limit);
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.menu-sweep-interval:2s}")
  void sweep() {
    for (String publicationNo : store.due(clock.instant(), BATCH)) {
      Instant now = clock.instant();
      String owner = newOwner();
      store
          .lease(publicationNo, owner, now, now.plus(LEASE))
          .ifPresent(publication -> attempt(publication, owner));
    }
    for (String account : liveStore.unannounced(BATCH)) {
      liveMenus.announce(account);
    }
  }

  /** Of one lease: who has lost it to another, of this process too, ends nothing of the other's. */
  private static String newOwner() {
    return Ids.withPrefix("mpb_");
  }

  private static void refuseInvalid(List<MenuProblem> problems) {
    if (!problems.isEmpty()) {
      Map<String, String> details = new LinkedHashMap<>();
      problems.stream()
          .limit(MAX_PROBLEMS)
          .forEach(problem -> details.put(problem.path(), problem.problem()));
      throw new ApiException(ErrorCode.MENU_INVALID, details);
    }
  }

  private MenuPublicationBO begin(
      MenuVersionBO version, int revision, String operatorNo, String reason, String owner) {
    Instant now = clock.instant();
    MenuPublicationBO publication =
        new MenuPublicationBO(
            Ids.withPrefix("mnp_"),
            version.account(),
            version.versionNo(),
            operatorNo,
            reason,
            PublicationStatus.RUNNING,
            0,
            null,
            null,
            now,
            null);
    boolean again = version.status() == MenuVersionStatus.FIXED;
    try {
      transaction.executeWithoutResult(
          status -> {
            store.insertLeased(publication, owner, now.plus(LEASE));
            if (!again && !versions.fix(version.versionNo(), revision)) {
              throw new ApiException(ErrorCode.MENU_CONFLICT);
            }
            auditLog.append(
                operatorNo,
                again ? AuditAction.MENU_ROLLBACK_BEGUN : AuditAction.MENU_PUBLISH_BEGUN,
                version.versionNo(),
                publication.publicationNo() + ": " + reason);
          });
    } catch (DuplicateKeyException | ConcurrencyFailureException e) {
      throw new ApiException(ErrorCode.MENU_PUBLISHING, e);
    }
    return publication;
  }

  private void attempt(MenuPublicationBO publication, String owner) {
    PublishOutcome outcome = outcomeOf(publication);
    Instant now = clock.instant();
    if (outcome instanceof PublishOutcome.Done) {
      settle(publication, owner, PublicationStatus.DONE, AuditAction.MENU_PUBLISHED, null, null);
    } else if (outcome instanceof PublishOutcome.Refused refused) {
      log.warn("Menu {} was refused: {}", publication.versionNo(), refused.problem());
      settle(
          publication,
          owner,
          PublicationStatus.REFUSED,
          AuditAction.MENU_REFUSED,
          refused.errcode(),
          refused.problem());
    } else if (outcome instanceof PublishOutcome.Later later) {
      if (now.isAfter(publication.createdAt().plus(properties.giveUpAfter()))) {
        log.error("Menu {} is given up: {}", publication.versionNo(), later.problem());
        settle(
            publication,
            owner,
            PublicationStatus.GIVEN_UP,
            AuditAction.MENU_GIVEN_UP,
            null,
            later.problem());
      } else {
        log.warn("Menu {} waits: {}", publication.versionNo(), later.problem());
        store.postpone(
            publication.publicationNo(),
            owner,
            now.plus(pauseAfter(publication.attempts())),
            later.problem());
      }
    }
  }

  private PublishOutcome outcomeOf(MenuPublicationBO publication) {
    try {
      return atWechat.bring(
          accounts.require(publication.account()),
          versions.find(publication.account(), publication.versionNo()).orElseThrow().content());
    } catch (RuntimeException e) {
      return new PublishOutcome.Later(e.getClass().getSimpleName());
    }
  }

  private void settle(
      MenuPublicationBO publication,
      String owner,
      PublicationStatus status,
      AuditAction action,
      @Nullable Integer errcode,
      @Nullable String problem) {
    Instant now = clock.instant();
    transaction.executeWithoutResult(
        tx -> {
          boolean ours =
              store.settle(publication.publicationNo(), owner, status, errcode, problem, now);
          if (ours) {
            if (status == PublicationStatus.DONE) {
              liveStore.replace(publication, now);
            }
            auditLog.append(
                publication.operatorNo(),
                action,
                publication.versionNo(),
                publication.publicationNo() + (problem == null ? "" : ": " + problem));
          }
        });
    if (status == PublicationStatus.DONE) {
      liveMenus.announce(publication.account());
    }
  }

  /** A second, doubled with each attempt, at most half a minute. */
  static Duration pauseAfter(int attempts) {
    Duration pause = Duration.ofSeconds(1L << Math.min(attempts, 6));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private static Map<String, String> detailsOf(MenuPublicationBO publication) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("publicationNo", publication.publicationNo());
    details.put("errcode", String.valueOf(publication.errorCode()));
    details.put("problem", String.valueOf(publication.problem()));
    return details;
  }
}
