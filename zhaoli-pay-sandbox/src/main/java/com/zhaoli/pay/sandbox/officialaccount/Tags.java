package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.journal.JournaledMap;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The account's tags, their followers, and its block list, with WeChat's limits. */
final class Tags {
  private static final int STARRED = 2;
  private static final int FIRST_ID = 100;
  private static final int MAX_TAGS = 100;
  private static final int MAX_NAME = 30;
  private static final int MAX_TAGGED_AT_ONCE = 50;
  private static final int MAX_BLOCKED_AT_ONCE = 20;
  private static final int MAX_OF_FOLLOWER = 20;
  private static final int MAX_FOLLOWERS_OF_DELETED = 100_000;

  private final Followers followers;
  private final JournaledMap<Tag> tags;

  Tags(AccountJournal journal, Followers followers) {
    this.followers = followers;
    this.tags = journal.open("tags", Tag.class, MAX_TAGS + 1, tag -> false);
  }

  /** A tag; {@code count} of those who follow have it. */
  record Tag(int id, String name, int count) {}

  /** All tags, WeChat's own first. */
  List<Tag> all() {
    List<Follower> following = followers.all();
    return Stream.concat(Stream.of(new Tag(STARRED, "星标组", 0)), tags.values().stream())
        .map(tag -> new Tag(tag.id(), tag.name(), count(following, tag.id())))
        .sorted(Comparator.comparingInt(Tag::id))
        .toList();
  }

  synchronized Tag create(@Nullable String name) {
    checkName(name, null);
    if (tags.values().size() >= MAX_TAGS) {
      throw new WechatError(45056, "too many tag now, cannot add new");
    }
    int id = tags.values().stream().mapToInt(Tag::id).max().orElse(FIRST_ID - 1) + 1;
    Tag tag = new Tag(id, String.valueOf(name), 0);
    tags.put(String.valueOf(id), tag);
    return tag;
  }

  synchronized void rename(@Nullable Integer id, @Nullable String name) {
    int own = ownTag(id);
    checkName(name, own);
    tags.put(String.valueOf(own), new Tag(own, String.valueOf(name), 0));
  }

  synchronized void delete(@Nullable Integer id) {
    int own = ownTag(id);
    List<Follower> having =
        followers.all().stream().filter(follower -> follower.tags().contains(own)).toList();
    if (having.size() > MAX_FOLLOWERS_OF_DELETED) {
      throw new WechatError(45057, "can't delete the tag that has too many fans");
    }
    tags.remove(String.valueOf(own));
    having.forEach(one -> followers.change(one.openid(), follower -> follower.untagged(own)));
  }

  /** Throws the errcode unless there is this tag. */
  int existing(@Nullable Integer id) {
    if (id == null || (id != STARRED && tags.get(String.valueOf(id)).isEmpty())) {
      throw new WechatError(45159, "invalid tagid");
    }
    return id;
  }

  synchronized void tag(@Nullable List<String> openids, @Nullable Integer tagId) {
    List<Follower> these = following(openids, MAX_TAGGED_AT_ONCE);
    int id = existing(tagId);
    boolean full =
        these.stream()
            .anyMatch(one -> !one.tags().contains(id) && one.tags().size() >= MAX_OF_FOLLOWER);
    if (full) {
      throw new WechatError(45059, "can't add more tag to a user");
    }
    these.stream()
        .filter(one -> !one.tags().contains(id))
        .forEach(one -> followers.change(one.openid(), follower -> follower.tagged(id)));
  }

  synchronized void untag(@Nullable List<String> openids, @Nullable Integer tagId) {
    List<Follower> these = following(openids, MAX_TAGGED_AT_ONCE);
    int id = existing(tagId);
    these.forEach(one -> followers.change(one.openid(), follower -> follower.untagged(id)));
  }

  synchronized void block(@Nullable List<String> openids, boolean blocked) {
    following(openids, MAX_BLOCKED_AT_ONCE)
        .forEach(one -> followers.change(one.openid(), follower -> follower.withBlock(blocked)));
  }

  /** Of a list, all or none. */
  private List<Follower> following(@Nullable List<String> openids, int max) {
    if (openids == null || openids.isEmpty() || openids.size() > max) {
      throw new WechatError(40032, "invalid openid list size");
    }
    return openids.stream().map(followers::following).toList();
  }

  private int ownTag(@Nullable Integer id) {
    if (id != null && id <= STARRED) {
      throw new WechatError(45058, "can't modify sys tag");
    }
    return existing(id);
  }

  private void checkName(@Nullable String name, @Nullable Integer of) {
    if (name == null || name.isEmpty()) {
      throw new WechatError(45157, "invalid tag name");
    }
    if (name.codePointCount(0, name.length()) > MAX_NAME) {
      throw new WechatError(45158, "tag name too long");
    }
    boolean taken =
        all().stream().anyMatch(tag -> tag.name().equals(name) && (of == null || tag.id() != of));
    if (taken) {
      throw new WechatError(45157, "invalid tag name: it is taken");
    }
  }

  private static int count(List<Follower> all, int tagId) {
    return (int) all.stream().filter(one -> one.tags().contains(tagId)).count();
  }
}
