package com.zhaoli.pay.wechat.follower.internal;

import com.zhaoli.pay.wechat.follower.TagBO;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Tags in the database. */
@Repository
public class TagStore {
  private final TagMapper mapper;

  TagStore(TagMapper mapper) {
    this.mapper = mapper;
  }

  public List<TagBO> of(String appId) {
    return mapper.of(appId).stream()
        .map(row -> new TagBO(row.tagId, row.name, row.followers, row.refreshedAt))
        .toList();
  }

  /** Takes over what WeChat told then, but for what was changed since. */
  public void refresh(String appId, List<TagBO> tags, Instant askedAt) {
    for (TagBO tag : tags) {
      TagDO row = new TagDO();
      row.appId = appId;
      row.tagId = tag.tagId();
      row.name = tag.name();
      row.followers = tag.followers();
      row.refreshedAt = askedAt;
      mapper.refresh(row);
    }
    mapper.removeOthers(appId, askedAt);
  }

  /** Claims a tag for a change; false when its name is another one now, or it is claimed. */
  public boolean claim(String appId, int tagId, String expectedName, String changeNo) {
    return mapper.claim(appId, tagId, expectedName, changeNo) == 1;
  }

  public void release(String appId, String changeNo) {
    mapper.release(appId, changeNo);
  }

  /** The tag has this name at WeChat now. */
  public void named(String appId, int tagId, String name, Instant at) {
    mapper.named(appId, tagId, name, at);
  }

  public void remove(String appId, int tagId) {
    mapper.remove(appId, tagId);
  }
}
