package com.zhaoli.pay.wechat.scene.internal;

import com.zhaoli.pay.wechat.reply.Reply;
import com.zhaoli.pay.wechat.scene.QrCodeBO;
import com.zhaoli.pay.wechat.scene.QrCodeDraft;
import com.zhaoli.pay.wechat.scene.ScanDay;
import com.zhaoli.pay.wechat.scene.ScenePurpose;
import com.zhaoli.pay.wechat.scene.SceneState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Permanent codes in the registry of scenes. */
@Repository
public class QrCodeStore {
  private static final TypeReference<List<Reply>> REPLIES = new TypeReference<>() {};

  private final QrCodeMapper mapper;
  private final QrSceneMapper scenes;
  private final JsonMapper json;

  QrCodeStore(QrCodeMapper mapper, QrSceneMapper scenes, JsonMapper json) {
    this.mapper = mapper;
    this.scenes = scenes;
    this.json = json;
  }

  /**
   * Stores the intent to have a code made, leased to this owner until then.
   *
   * @throws DuplicateKeyException when the account has a code of this label
   */
  public void insert(
      String scene,
      String appId,
      QrCodeDraft draft,
      String by,
      Instant at,
      String owner,
      Instant until) {
    QrSceneDO row = write(scene, draft, by, at);
    row.appId = appId;
    row.purpose = draft.purpose().name();
    row.usedLabel = row.label;
    row.state = SceneState.MAKING.name();
    row.version = 1;
    row.createdBy = by;
    row.createdAt = at;
    row.leaseOwner = owner;
    row.nextAttemptAt = until;
    scenes.insert(row);
  }

  private Optional<QrCodeBO> find(String scene) {
    return Optional.ofNullable(mapper.find(scene)).map(this::read);
  }

  /** The code, where it is one of this account. */
  public Optional<QrCodeBO> find(String appId, String scene) {
    return find(scene).filter(code -> code.appId().equals(appId));
  }

  /** Codes of an account whose scenes are below {@code before}, the newest first. */
  public List<QrCodeBO> page(String appId, String before, int limit) {
    return mapper.page(appId, before, limit).stream().map(this::read).toList();
  }

  /**
   * False when the code is not at this version, or was refused.
   *
   * @throws DuplicateKeyException when the account has another code of this label
   */
  public boolean change(String scene, long version, QrCodeDraft draft, String by, Instant at) {
    return mapper.change(write(scene, draft, by, at), version) == 1;
  }

  /** False when the code is not at this version, or neither in nor out of force. */
  public boolean enable(String scene, long version, boolean enabled, String by, Instant at) {
    String on = SceneState.ACTIVE.name();
    String off = SceneState.DISABLED.name();
    return mapper.move(scene, version, enabled ? off : on, enabled ? on : off, by, at) == 1;
  }

  public List<String> due(Instant now, int limit) {
    return mapper.due(now, limit);
  }

  /** The code, for this owner until then; empty when it is not due or somebody else's. */
  public Optional<QrCodeBO> lease(String scene, String owner, Instant now, Instant until) {
    return mapper.lease(scene, owner, now, until) == 1 ? find(scene) : Optional.empty();
  }

  /** WeChat made the code; without effect when the lease went to somebody else. */
  public void made(String scene, String owner, String ticket, String url, Instant at) {
    mapper.made(scene, owner, ticket, url, at);
  }

  /** WeChat will not make it, and its label is free; without effect as above. */
  public void refused(String scene, String owner, int errcode, Instant at) {
    mapper.refused(scene, owner, errcode, at);
  }

  /** WeChat is to be asked again then; without effect as above. */
  public void postpone(String scene, String owner, Instant nextAttemptAt, String problem) {
    mapper.postpone(scene, owner, nextAttemptAt, problem);
  }

  public List<ScanDay> scans(String scene, LocalDate from, LocalDate to) {
    return mapper.scans(scene, from, to).stream()
        .map(row -> new ScanDay(row.day, row.scans, row.follows))
        .toList();
  }

  private QrSceneDO write(String scene, QrCodeDraft draft, String by, Instant at) {
    QrSceneDO row = new QrSceneDO();
    row.scene = scene;
    row.label = draft.label();
    row.businessId = Objects.requireNonNullElse(draft.subject(), "");
    row.repliesJson = json.writerFor(REPLIES).writeValueAsString(draft.replies());
    row.replyKey = draft.replyKey();
    row.tagId = draft.tagId();
    row.updatedBy = by;
    row.updatedAt = at;
    return row;
  }

  private QrCodeBO read(QrSceneDO row) {
    return new QrCodeBO(
        row.scene,
        row.appId,
        new QrCodeDraft(
            ScenePurpose.valueOf(row.purpose),
            row.label,
            row.businessId.isEmpty() ? null : row.businessId,
            json.readValue(row.repliesJson, REPLIES),
            row.replyKey,
            row.tagId),
        SceneState.valueOf(row.state),
        row.url,
        row.version,
        row.scans,
        row.follows,
        row.lastScannedAt,
        row.attempts,
        row.errorCode,
        row.problem,
        row.createdBy,
        row.createdAt,
        row.updatedBy,
        row.updatedAt);
  }
}
