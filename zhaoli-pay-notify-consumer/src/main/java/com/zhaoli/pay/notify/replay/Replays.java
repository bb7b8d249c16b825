package com.zhaoli.pay.notify.replay;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.endpoint.WebhookEndpoints;
import com.zhaoli.pay.notify.replay.internal.ReplayStore;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Takes orders to deliver events once more; {@link ReplayWorker} carries them out. */
@Service
public class Replays {
  private static final int MOST_AT_A_TIME = 5;
  private static final int LISTED = 50;

  private final ReplayStore store;
  private final WebhookEndpoints endpoints;
  private final NotifyProperties properties;
  private final Clock clock;

  Replays(ReplayStore store, WebhookEndpoints endpoints, NotifyProperties properties, Clock clock) {
    this.store = store;
    this.endpoints = endpoints;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Orders a replay.
   *
   * @param until null for now
   * @param operator null when the merchant itself wants it
   * @throws ApiException WEBHOOK_ENDPOINT_NOT_FOUND; REQUEST_INVALID for a time that is none or is
   *     not kept any more; REPLAY_LIMIT_REACHED when five of the merchant's are running
   */
  public ReplayBO order(
      String merchantNo,
      String endpointNo,
      Instant since,
      @Nullable Instant until,
      boolean onlyFailed,
      @Nullable String operator) {
    endpoints.get(merchantNo, endpointNo);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant end = until == null || until.isAfter(now) ? now : until;
    if (!since.isBefore(end)) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "since", "must be before until and now");
    }
    if (since.isBefore(now.minus(properties.logRetention()))) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          "since",
          "is longer ago than " + properties.logRetention().toDays() + " days");
    }
    ReplayBO replay =
        new ReplayBO(
            Ids.withPrefix("rpl_"),
            merchantNo,
            endpointNo,
            since,
            end,
            onlyFailed,
            Ids.lowest("ntf_", since),
            0,
            ReplayStatus.RUNNING,
            operator,
            now);
    if (!endpoints.oneAtATime(merchantNo, () -> store.addWithin(MOST_AT_A_TIME, replay))) {
      throw ApiException.of(
          ErrorCode.REPLAY_LIMIT_REACHED, "limit", String.valueOf(MOST_AT_A_TIME));
    }
    return replay;
  }

  /**
   * @throws ApiException REPLAY_NOT_FOUND, also when it is another merchant's or endpoint's
   */
  public ReplayBO get(String merchantNo, String endpointNo, String replayNo) {
    ReplayBO found = get(merchantNo, replayNo);
    if (!found.endpointNo().equals(endpointNo)) {
      throw new ApiException(ErrorCode.REPLAY_NOT_FOUND);
    }
    return found;
  }

  /**
   * An endpoint's replays, newest first, fifty at most.
   *
   * @throws ApiException WEBHOOK_ENDPOINT_NOT_FOUND, also when it is another merchant's
   */
  public List<ReplayBO> newest(String merchantNo, String endpointNo) {
    endpoints.get(merchantNo, endpointNo);
    return store.newest(merchantNo, endpointNo, LISTED);
  }

  /**
   * Ends a replay where it is; one that is over stays as it is. What it has ordered is delivered.
   *
   * @return what has become of it
   * @throws ApiException REPLAY_NOT_FOUND, also when it is another merchant's
   */
  public ReplayBO cancel(String merchantNo, String replayNo) {
    store.cancel(merchantNo, replayNo);
    return get(merchantNo, replayNo);
  }

  /**
   * The same where it is this endpoint's.
   *
   * @throws ApiException REPLAY_NOT_FOUND, also when it is another merchant's or endpoint's
   */
  public ReplayBO cancel(String merchantNo, String endpointNo, String replayNo) {
    return cancel(merchantNo, get(merchantNo, endpointNo, replayNo).replayNo());
  }

  private ReplayBO get(String merchantNo, String replayNo) {
    return store
        .one(merchantNo, replayNo)
        .orElseThrow(() -> new ApiException(ErrorCode.REPLAY_NOT_FOUND));
  }
}
