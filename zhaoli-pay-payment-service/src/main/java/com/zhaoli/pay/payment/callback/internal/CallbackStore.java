package com.zhaoli.pay.payment.callback.internal;

import com.zhaoli.pay.payment.callback.CallbackArchive.Kept;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Kept callbacks in the database. */
@Component
public class CallbackStore {
  private final CallbackMapper mapper;

  CallbackStore(CallbackMapper mapper) {
    this.mapper = mapper;
  }

  public void insert(
      String channel,
      String channelAccountNo,
      @Nullable String attemptNo,
      String result,
      String headers,
      byte[] body,
      Instant receivedAt) {
    CallbackDO row = new CallbackDO();
    row.setChannel(channel);
    row.setChannelAccountNo(channelAccountNo);
    row.setAttemptNo(attemptNo);
    row.setResult(result);
    row.setHeaders(headers);
    row.setBody(body);
    row.setReceivedAt(receivedAt);
    mapper.insert(row);
  }

  /** What came for an order, the oldest first. */
  public List<Kept> list(String attemptNo, long after, int limit) {
    return mapper.list(attemptNo, after, limit).stream()
        .map(
            row ->
                new Kept(
                    row.getCallbackId(),
                    row.getChannel(),
                    row.getChannelAccountNo(),
                    row.getResult(),
                    row.getHeaders(),
                    new String(row.getBody(), StandardCharsets.UTF_8),
                    row.getReceivedAt()))
        .toList();
  }

  /** Removes at most {@code limit} that are older; how many. */
  public int deleteOlder(Instant before, int limit) {
    return mapper.deleteOlder(before, limit);
  }
}
