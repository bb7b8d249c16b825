package com.zhaoli.pay.wechat.scene.internal;

import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.scene.QrSceneBO;
import com.zhaoli.pay.wechat.scene.ScenePurpose;
import com.zhaoli.pay.wechat.scene.SceneState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** The registry of scenes in the database. */
@Repository
public class QrSceneStore {
  private final QrSceneMapper mapper;
  private final OfficialAccounts accounts;

  QrSceneStore(QrSceneMapper mapper, OfficialAccounts accounts) {
    this.mapper = mapper;
    this.accounts = accounts;
  }

  public void insert(QrSceneBO scene, Instant at) {
    QrSceneDO row = new QrSceneDO();
    row.scene = scene.scene();
    row.appId = scene.appId();
    row.purpose = scene.purpose().name();
    row.state = scene.state().name();
    row.version = 1;
    row.businessId = scene.businessId();
    row.createdAt = at;
    row.expiresAt = scene.expiresAt();
    mapper.insert(row);
  }

  public void setTicket(String scene, String ticket, String url) {
    mapper.setTicket(scene, ticket, url);
  }

  /** Counts a scan, and of a permanent code also on its day; follow says whether it began so. */
  public void count(String scene, boolean follow, Instant at, LocalDate day) {
    mapper.count(scene, follow ? 1 : 0, at);
    mapper.countDay(scene, follow ? 1 : 0, day);
  }

  /** How many were removed, the oldest first. */
  public int removeEndedBefore(Instant before, int limit) {
    return mapper.removeEndedBefore(before, limit);
  }

  public Optional<QrSceneBO> find(String scene) {
    return Optional.ofNullable(mapper.selectById(scene))
        .map(
            row ->
                new QrSceneBO(
                    accounts.appIdOf(row.appId),
                    row.scene,
                    ScenePurpose.valueOf(row.purpose),
                    row.businessId,
                    SceneState.valueOf(row.state),
                    row.expiresAt,
                    row.tagId));
  }
}
