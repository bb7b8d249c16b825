package com.zhaoli.pay.wechat.menu.internal;

import com.zhaoli.pay.wechat.menu.LiveMenuBO;
import com.zhaoli.pay.wechat.menu.MenuContent;
import com.zhaoli.pay.wechat.menu.MenuPublicationBO;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** What is live, in the database. */
@Repository
public class LiveMenuStore {
  private final LiveMenuMapper mapper;
  private final JsonMapper json;

  LiveMenuStore(LiveMenuMapper mapper, JsonMapper json) {
    this.mapper = mapper;
    this.json = json;
  }

  /** From now on the publication's version is live, and the cache is to be told. */
  public void replace(MenuPublicationBO publication, Instant at) {
    mapper.replace(publication.account(), publication.versionNo(), publication.publicationNo(), at);
  }

  public Optional<LiveMenuBO> find(String account) {
    return Optional.ofNullable(mapper.find(account))
        .map(
            row ->
                new LiveMenuBO(
                    row.account,
                    row.versionNo,
                    row.publicationNo,
                    row.revision,
                    row.publishedAt,
                    json.readValue(row.contentJson, MenuContent.class)));
  }

  /** Accounts of whose last publication the cache was not told. */
  public List<String> unannounced(int limit) {
    return mapper.unannounced(limit);
  }

  /** The cache was told of this revision. */
  public void announced(LiveMenuBO live) {
    mapper.announced(live.account(), live.revision());
  }
}
