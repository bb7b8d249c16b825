package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.protocol.Answer;
import com.zhaoli.pay.simulator.protocol.DeviceSignature;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosConnection;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.state.DeviceMemory;
import com.zhaoli.pay.simulator.state.DeviceState;
import com.zhaoli.pay.simulator.state.KeySlot;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signed requests, one at a time. What the protocol has a terminal do "by itself" happens here: the
 * clock is corrected, the counter raised, and what was too fast waits.
 */
final class SignedCalls {
  private static final byte[] NOTHING = new byte[0];
  private static final int MAX_SENDS = 6;
  private static final int REFUSALS_TO_LOCK = 3;
  private static final long BUSY_SECONDS = 2;
  private static final long MAX_WAIT_SECONDS = 60;

  /** As many requests may overtake each other; what is further behind is never taken. */
  private static final long WINDOW = 64;

  private final PosConnection connection;
  private final DeviceMemory memory;
  private final Counters counters;
  private final Clock clock;
  private final ReentrantLock turn = new ReentrantLock(true);
  private Runnable adoption = () -> {};
  private int refusalsInARow;

  SignedCalls(PosConnection connection, DeviceMemory memory, Clock clock) {
    this.connection = connection;
    this.memory = memory;
    this.counters = new Counters(memory);
    this.clock = clock;
  }

  /** What uses a new key for the first time; runs before anything is signed while one waits. */
  void adoptKeysBy(Runnable use) {
    adoption = use;
  }

  /** What several calls need to themselves. */
  ReentrantLock turn() {
    return turn;
  }

  Answer get(String path) {
    return call(null, "GET", path, null, NOTHING);
  }

  Answer get(String path, String query) {
    return call(null, "GET", path, query, NOTHING);
  }

  Answer post(String path, Map<String, ?> body) {
    return call(null, "POST", path, null, JsonMapper.shared().writeValueAsBytes(body));
  }

  /** Signed with another key than the one in use. */
  Answer post(KeySlot key, String path, Map<String, ?> body) {
    return call(key, "POST", path, null, JsonMapper.shared().writeValueAsBytes(body));
  }

  /** Once this one is answered, no request that was sent before can be taken any more. */
  Answer getAndEndEarlier(String path) {
    turn.lock();
    try {
      KeySlot key = keyInUse();
      counters.raise(key, counters.next(key) + WINDOW);
      return call(null, "GET", path, null, NOTHING);
    } finally {
      turn.unlock();
    }
  }

  /** The key is another one now. */
  void keyChanged() {
    counters.forget();
    refusalsInARow = 0;
  }

  private KeySlot keyInUse() {
    if (memory.state().nextKey() != null) {
      try {
        adoption.run();
      } catch (NoAnswer e) {
        throw new NoAnswer("which key is good is not known yet: " + e.getMessage(), false);
      }
    }
    DeviceState state = memory.state();
    KeySlot key = state.key();
    if (key == null) {
      throw PosRefusal.local("NOT_ACTIVATED", "终端未激活 The terminal is not activated");
    }
    if (state.locked()) {
      throw PosRefusal.local("TERMINAL_LOCKED", "终端已停用，请联系管理员 The terminal is out of use");
    }
    return key;
  }

  /**
   * Sends until there is an answer that is not the terminal's own business.
   *
   * @param chosen null for the key in use, which may be another one once it is our turn
   */
  private Answer call(
      @Nullable KeySlot chosen, String method, String path, @Nullable String query, byte[] body) {
    turn.lock();
    try {
      boolean clockCorrected = false;
      for (int send = 1; ; send++) {
        KeySlot key = chosen == null ? keyInUse() : chosen;
        Answer answer = once(key, method, path, query, body);
        boolean again =
            switch (answer.code()) {
              case "TIMESTAMP_OUT_OF_WINDOW" -> {
                boolean first = !clockCorrected && correctClock(answer);
                clockCorrected = true;
                yield first;
              }
              case "NONCE_REPLAYED" -> {
                counters.raise(key, detail(answer, "highest"));
                yield true;
              }
              case "RATE_LIMITED" -> pause(Math.max(1, answer.retryAfterSeconds()));
              case "TERMINAL_SERVICE_BUSY" -> pause(BUSY_SECONDS);
              default -> false;
            };
        count(key, answer);
        if (again && send < MAX_SENDS) {
          continue;
        }
        if (answer.status() >= 500) {
          throw new NoAnswer(answer.code(), send > 1);
        }
        if (!answer.isSuccess()) {
          throw PosRefusal.of(answer, send == 1);
        }
        return answer;
      }
    } finally {
      turn.unlock();
    }
  }

  private Answer once(
      KeySlot key, String method, String path, @Nullable String query, byte[] body) {
    DeviceState state = memory.state();
    DeviceState.Identity identity = state.identity();
    if (identity == null) {
      throw new IllegalStateException("a key without a terminal's number");
    }
    Map<String, String> headers =
        DeviceSignature.headers(
            identity.terminalNo(),
            key.key(),
            clock.instant().getEpochSecond() + state.clockOffsetSeconds(),
            counters.next(key),
            method,
            path,
            query,
            body);
    return connection.send(method, query == null ? path : path + "?" + query, headers, body);
  }

  private boolean correctClock(Answer answer) {
    long platform = detail(answer, "epochSeconds");
    if (platform <= 0) {
      return false;
    }
    tellTime(platform);
    return true;
  }

  /** Takes over the platform's clock. */
  void tellTime(long epochSeconds) {
    long offset = epochSeconds - clock.instant().getEpochSecond();
    if (Math.abs(offset - memory.state().clockOffsetSeconds()) > 1) {
      memory.update(state -> state.withOffset(offset));
    }
  }

  /** Three refusals in a row lock the till; a new key that is refused says nothing of the old. */
  private void count(KeySlot key, Answer answer) {
    KeySlot inUse = memory.state().key();
    if (inUse == null || !inUse.key().equals(key.key())) {
      return;
    }
    refusalsInARow = answer.code().equals("SIGN_INVALID") ? refusalsInARow + 1 : 0;
    if (refusalsInARow >= REFUSALS_TO_LOCK) {
      memory.update(state -> state.withLock(true));
    }
  }

  private static long detail(Answer answer, String name) {
    String text = answer.json().path("details").path(name).asString("0");
    return text.matches("\\d{1,19}") ? Long.parseLong(text) : 0;
  }

  private static boolean pause(long seconds) {
    try {
      TimeUnit.SECONDS.sleep(Math.min(seconds, MAX_WAIT_SECONDS));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
