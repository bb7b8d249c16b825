package com.zhaoli.pay.wechat.menu.internal;

import com.zhaoli.pay.wechat.menu.MenuPublicationBO;
import com.zhaoli.pay.wechat.menu.PublicationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Publications in the database. */
@Repository
public class MenuPublicationStore {
  private static final int MAX_PROBLEM = 300;

  private final MenuPublicationMapper mapper;

  MenuPublicationStore(MenuPublicationMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * A new one, leased to its writer.
   *
   * @throws org.springframework.dao.DuplicateKeyException when one is under way on this account
   */
  public void insertLeased(MenuPublicationBO publication, String owner, Instant until) {
    MenuPublicationDO row = new MenuPublicationDO();
    row.publicationNo = publication.publicationNo();
    row.account = publication.account();
    row.runningAccount = publication.account();
    row.versionNo = publication.versionNo();
    row.operatorNo = publication.operatorNo();
    row.reason = publication.reason();
    row.status = publication.status().name();
    row.nextAttemptAt = until;
    row.leaseOwner = owner;
    row.createdAt = publication.createdAt();
    mapper.insert(row);
  }

  public List<String> due(Instant now, int limit) {
    return mapper.due(now, limit);
  }

  /** The publication, for this owner until then; empty when it is not due or somebody else's. */
  public Optional<MenuPublicationBO> lease(
      String publicationNo, String owner, Instant now, Instant until) {
    return mapper.lease(publicationNo, owner, now, until) == 0
        ? Optional.empty()
        : find(publicationNo);
  }

  /** Ends it; false when the lease went to somebody else. */
  public boolean settle(
      String publicationNo,
      String owner,
      PublicationStatus status,
      @Nullable Integer errorCode,
      @Nullable String problem,
      Instant at) {
    return mapper.settle(
            publicationNo,
            owner,
            status.name(),
            errorCode,
            problem == null ? null : cut(problem),
            at)
        == 1;
  }

  /** Gives the lease back; without effect when it went to somebody else. */
  public void postpone(String publicationNo, String owner, Instant nextAttemptAt, String problem) {
    mapper.postpone(publicationNo, owner, nextAttemptAt, cut(problem));
  }

  public Optional<MenuPublicationBO> find(String publicationNo) {
    return Optional.ofNullable(mapper.selectById(publicationNo)).map(MenuPublicationStore::toBO);
  }

  /** Publications with numbers below {@code before}, the newest first. */
  public List<MenuPublicationBO> page(String account, String before, int limit) {
    return mapper.page(account, before, limit).stream().map(MenuPublicationStore::toBO).toList();
  }

  private static MenuPublicationBO toBO(MenuPublicationDO row) {
    return new MenuPublicationBO(
        row.publicationNo,
        row.account,
        row.versionNo,
        row.operatorNo,
        row.reason,
        PublicationStatus.valueOf(row.status),
        row.attempts,
        row.errorCode,
        row.problem,
        row.createdAt,
        row.settledAt);
  }

  private static String cut(String problem) {
    return problem.length() <= MAX_PROBLEM ? problem : problem.substring(0, MAX_PROBLEM);
  }
}
