package com.zhaoli.pay.sdk.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest requests: 1,000 of them, or as many as have 16 million characters together. */
final class RequestLog {

  private static final int KEPT = 1_000;
  private static final long CHARACTERS_KEPT = 16_000_000;

  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
  private long characters;

  synchronized void add(ReceivedRequest request) {
    requests.add(request);
    characters += request.body().length();
    while (requests.size() > KEPT || characters > CHARACTERS_KEPT) {
      characters -= requests.remove().body().length();
    }
  }

  synchronized List<ReceivedRequest> all() {
    return List.copyOf(requests);
  }

  synchronized void reset() {
    requests.clear();
    characters = 0;
  }
}
