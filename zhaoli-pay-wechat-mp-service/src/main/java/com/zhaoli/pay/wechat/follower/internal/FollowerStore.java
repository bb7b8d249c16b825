package com.zhaoli.pay.wechat.follower.internal;

import com.zhaoli.pay.wechat.event.WechatEvent;
import com.zhaoli.pay.wechat.follower.FollowerBO;
import com.zhaoli.pay.wechat.follower.FollowerState;
import com.zhaoli.pay.wechat.follower.ToldFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * Followers in the database. Lists are of at most 100. Rows are written in the order of their
 * openids, so that two writers do not wait for each other.
 */
@Repository
public class FollowerStore {
  /** How many rows of a tag that is gone are removed at a time. */
  private static final int REMOVED_AT_ONCE = 1_000;

  /**
   * How far a time may lie ahead of our clock and be one. WeChat's may be five minutes ahead, by
   * which it signs its pushes.
   */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final FollowerMapper mapper;
  private final FollowerTagMapper tags;

  FollowerStore(FollowerMapper mapper, FollowerTagMapper tags) {
    this.mapper = mapper;
    this.tags = tags;
  }

  /** What a sync is to know of somebody who counts as follower. */
  public record Following(long id, String openid, Instant stateAt, @Nullable String seenRun) {

    /** Whether it is known that they followed at this time, or later as far as one can be. */
    public boolean isKnownSince(Instant time, Instant now) {
      return !stateAt.isBefore(time) && !stateAt.isAfter(now.plus(AHEAD));
    }
  }

  /** Somebody whom WeChat is to be asked about. */
  public record ToAsk(String appId, String openid, Instant askAt) {}

  /**
   * Somebody came or left.
   *
   * @param tieAskAt when WeChat is to be asked where both came about within a second
   */
  public void moved(WechatEvent event, FollowerState state, Instant at, Instant tieAskAt) {
    boolean came = state == FollowerState.FOLLOWING;
    FollowerDO row = new FollowerDO();
    row.appId = event.appId();
    row.openid = event.openid();
    row.state = state.name();
    row.stateAt = event.occurredAt();
    row.followedAt = came ? event.occurredAt() : null;
    row.qrScene = came ? event.subject() : null;
    row.firstSeenAt = at;
    row.askAt = came ? at : null;
    mapper.moved(row, tieAskAt, at.plus(AHEAD));
    if (!came) {
      removeTagsOfGone(event.appId(), List.of(event.openid()));
    }
  }

  /** These acted at these times. */
  public void acted(String appId, Map<String, Instant> acts, Instant at) {
    mapper.acted(
        acts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                act -> {
                  FollowerDO row = new FollowerDO();
                  row.appId = appId;
                  row.openid = act.getKey();
                  row.stateAt = act.getValue();
                  row.firstSeenAt = at;
                  return row;
                })
            .toList(),
        at.plus(AHEAD));
  }

  /**
   * Writes what WeChat told of those who follow; answers how many were not known to follow.
   *
   * @param runNo the sync that found them; null for none
   */
  public int told(String appId, List<ToldFollower> told, @Nullable String runNo, Instant askedAt) {
    if (told.isEmpty()) {
      return 0;
    }
    List<String> openids = told.stream().map(ToldFollower::openid).toList();
    Set<String> before =
        mapper.known(appId, openids).stream()
            .filter(row -> row.state.equals(FollowerState.FOLLOWING.name()))
            .map(row -> row.openid)
            .collect(Collectors.toSet());
    mapper.told(
        told.stream()
            .sorted(Comparator.comparing(ToldFollower::openid))
            .map(one -> row(appId, one, runNo, askedAt))
            .toList(),
        askedAt.plus(AHEAD));
    List<FollowerDO> rows = mapper.known(appId, openids);
    replaceTags(appId, told, rows, askedAt);
    return (int)
        rows.stream()
            .filter(row -> row.state.equals(FollowerState.FOLLOWING.name()))
            .filter(row -> !before.contains(row.openid))
            .count();
  }

  /** Those who do not follow, as WeChat said then; answers how many were taken for followers. */
  public int gone(String appId, List<String> openids, Instant stateAt, Instant askedAt) {
    if (openids.isEmpty()) {
      return 0;
    }
    int gone = mapper.gone(appId, openids, stateAt, askedAt, askedAt.plus(AHEAD));
    removeTagsOfGone(appId, openids);
    return gone;
  }

  /**
   * Takes some of those who are gone since a time that has not come for gone since {@code stateAt};
   * 0 when none is left.
   */
  public int mendGone(String appId, Instant stateAt, Instant now, int limit) {
    Instant ahead = now.plus(AHEAD);
    List<Long> ids = mapper.goneAhead(appId, ahead, limit);
    return ids.isEmpty() ? 0 : mapper.goneSince(ids, stateAt, ahead);
  }

  /** Those on the block list; of them, those who do not follow are stored where they are new. */
  public void blocked(
      String appId,
      List<String> openids,
      List<String> notFollowing,
      String runNo,
      Instant stateAt,
      Instant askedAt) {
    if (!notFollowing.isEmpty()) {
      mapper.insertGone(appId, notFollowing.stream().sorted().toList(), stateAt, askedAt);
    }
    mapper.blocked(appId, openids, runNo, askedAt);
  }

  /** Takes some off the block list whom this sync did not find on it; 0 when none is left. */
  public int unblockOthers(String appId, String runNo, Instant startedAt, int limit) {
    return mapper.unblockOthers(appId, runNo, startedAt, limit);
  }

  public List<Following> following(String appId, long after, int limit) {
    return mapper.following(appId, after, limit).stream()
        .map(row -> new Following(row.id, row.openid, row.stateAt, row.seenRun))
        .toList();
  }

  public List<ToAsk> toAsk(Instant now, int limit) {
    return mapper.toAsk(now, limit).stream()
        .map(row -> new ToAsk(row.appId, row.openid, row.askAt))
        .toList();
  }

  /** Puts the question off until then; false when somebody else did. */
  public boolean putOff(ToAsk question, Instant until) {
    return mapper.putOff(question.appId(), question.openid(), question.askAt(), until) == 1;
  }

  /** The questions that were put off until then are answered. */
  public void answered(String appId, List<String> openids, Instant leasedUntil) {
    mapper.answered(appId, openids, leasedUntil);
  }

  /** WeChat tagged these. */
  public void tagged(String appId, int tagId, List<String> openids, Instant at) {
    mapper.edited(appId, openids, null, at);
    tags.tag(appId, tagId, openids);
  }

  /** WeChat took the tag from these. */
  public void untagged(String appId, int tagId, List<String> openids, Instant at) {
    mapper.edited(appId, openids, null, at);
    tags.untag(appId, tagId, openids);
  }

  /** WeChat put these onto the block list, or off it. */
  public void setBlocked(String appId, List<String> openids, boolean blocked, Instant at) {
    mapper.edited(appId, openids, blocked, at);
  }

  /** The tag is gone. */
  public void forgetTag(String appId, int tagId) {
    int removed;
    do {
      removed = tags.untagSome(appId, tagId, REMOVED_AT_ONCE);
    } while (removed == REMOVED_AT_ONCE);
  }

  /** Claims the remark for a change; false when it is another one now, or claimed. */
  public boolean claimRemark(String appId, String openid, String expected, String changeNo) {
    return mapper.claimRemark(appId, openid, expected, changeNo) == 1;
  }

  /** WeChat took the remark. */
  public void setRemark(String appId, String openid, String remark, String changeNo, Instant at) {
    mapper.setRemark(appId, openid, remark, changeNo, at);
  }

  public void releaseRemark(String appId, String openid, String changeNo) {
    mapper.releaseRemark(appId, openid, changeNo);
  }

  public Optional<FollowerBO> find(String appId, String openid) {
    return among(appId, List.of(openid), Long.MAX_VALUE, 1).stream().findFirst();
  }

  /**
   * Followers with ids below {@code before}, those found last first.
   *
   * @param state only those in it
   * @param blocked only those on the block list
   */
  public List<FollowerBO> page(
      String appId, @Nullable FollowerState state, boolean blocked, long before, int limit) {
    return read(mapper.page(appId, state == null ? null : state.name(), blocked, before, limit));
  }

  public List<FollowerBO> pageOfTag(String appId, int tagId, long before, int limit) {
    return read(mapper.pageOfTag(appId, tagId, before, limit));
  }

  /** Those of these openids. */
  public List<FollowerBO> among(String appId, List<String> openids, long before, int limit) {
    return openids.isEmpty() ? List.of() : read(mapper.pageOf(appId, openids, before, limit));
  }

  private List<FollowerBO> read(List<FollowerDO> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<Long, List<Integer>> tagIds =
        tags.of(rows.stream().map(row -> row.id).toList()).stream()
            .collect(
                Collectors.groupingBy(
                    tag -> tag.followerId,
                    Collectors.mapping(tag -> tag.tagId, Collectors.toList())));
    return rows.stream().map(row -> toBO(row, tagIds.getOrDefault(row.id, List.of()))).toList();
  }

  private static FollowerDO row(
      String appId, ToldFollower told, @Nullable String runNo, Instant askedAt) {
    FollowerDO row = new FollowerDO();
    row.appId = appId;
    row.openid = told.openid();
    row.unionid = told.unionid();
    row.stateAt = told.followedAt();
    row.followedAt = told.followedAt();
    row.scene = told.scene();
    row.qrScene = told.qrScene();
    row.remark = told.remark();
    row.firstSeenAt = askedAt;
    row.toldAt = askedAt;
    row.seenRun = runNo;
    return row;
  }

  /** Where an operator changed something since WeChat was asked, the tags stay as they are. */
  private void replaceTags(
      String appId, List<ToldFollower> told, List<FollowerDO> rows, Instant askedAt) {
    Map<String, ToldFollower> toldOf =
        told.stream().collect(Collectors.toMap(ToldFollower::openid, Function.identity()));
    List<FollowerDO> open =
        rows.stream()
            .filter(row -> row.editedAt == null || row.editedAt.isBefore(askedAt))
            .filter(row -> row.state.equals(FollowerState.FOLLOWING.name()))
            .toList();
    if (open.isEmpty()) {
      return;
    }
    Map<Long, Set<Integer>> known =
        tags.of(open.stream().map(row -> row.id).toList()).stream()
            .collect(
                Collectors.groupingBy(
                    tag -> tag.followerId,
                    Collectors.mapping(tag -> tag.tagId, Collectors.toSet())));
    List<FollowerTagDO> added = new ArrayList<>();
    for (FollowerDO row : open) {
      Set<Integer> old = known.getOrDefault(row.id, Set.of());
      ToldFollower one = toldOf.get(row.openid);
      Set<Integer> now = one == null ? old : new HashSet<>(one.tagIds());
      now.stream().filter(id -> !old.contains(id)).forEach(id -> added.add(tag(appId, id, row)));
      old.stream().filter(id -> !now.contains(id)).forEach(id -> tags.remove(tag(appId, id, row)));
    }
    if (!added.isEmpty()) {
      tags.add(added);
    }
  }

  private void removeTagsOfGone(String appId, List<String> openids) {
    List<Long> ids =
        mapper.known(appId, openids).stream()
            .filter(row -> row.state.equals(FollowerState.GONE.name()))
            .map(row -> row.id)
            .toList();
    if (!ids.isEmpty()) {
      tags.removeAllOf(ids);
    }
  }

  private static FollowerTagDO tag(String appId, int tagId, FollowerDO follower) {
    FollowerTagDO row = new FollowerTagDO();
    row.appId = appId;
    row.tagId = tagId;
    row.followerId = follower.id;
    return row;
  }

  private static FollowerBO toBO(FollowerDO row, List<Integer> tagIds) {
    return new FollowerBO(
        row.id,
        row.appId,
        row.openid,
        row.unionid,
        FollowerState.valueOf(row.state),
        row.stateAt,
        row.followedAt,
        row.scene,
        row.qrScene,
        row.remark,
        row.blocked,
        tagIds,
        row.firstSeenAt,
        row.lastActAt,
        row.toldAt);
  }
}
