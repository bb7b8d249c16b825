package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.signing.SigningHeaders;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The same request with the same key gets the first answer again. What does not count as an answer
 * is done again: 429, 5xx, and that an equal request is being worked on.
 */
final class IdempotencyKeys {

  private static final int KEPT = 10_000;

  private final Map<String, Entry> entries = Bounded.map(KEPT);

  /**
   * @param answer null while the first request is worked on
   */
  private record Entry(String query, byte[] body, @Nullable Answer answer) {}

  void reset() {
    entries.clear();
  }

  Answer answer(Operation operation, IncomingCall call, String requestId, Supplier<Answer> work) {
    String key = call.header(SigningHeaders.IDEMPOTENCY_KEY);
    if (key == null || !operation.knowsIdempotencyKey()) {
      return work.get();
    }
    String scoped = call.path() + "\n" + key;
    Entry mine = new Entry(String.valueOf(call.query()), call.body(), null);
    Entry earlier = entries.putIfAbsent(scoped, mine);
    if (earlier != null) {
      return repeated(earlier, mine);
    }
    Answer answer = null;
    try {
      answer = work.get();
      return answer;
    } catch (Refusal refusal) {
      int status = refusal.error().httpStatus();
      if (status < 500 && status != 429 && refusal.error() != PlatformError.REQUEST_IN_PROGRESS) {
        answer = Answer.refusal(refusal, requestId);
        return answer;
      }
      throw refusal;
    } finally {
      if (answer == null || answer.status() >= 500) {
        entries.remove(scoped, mine);
      } else {
        entries.replace(scoped, new Entry(mine.query(), mine.body(), answer));
      }
    }
  }

  private static Answer repeated(Entry earlier, Entry mine) {
    if (!earlier.query().equals(mine.query()) || !Arrays.equals(earlier.body(), mine.body())) {
      throw new Refusal(PlatformError.IDEMPOTENCY_KEY_REUSED);
    }
    if (earlier.answer() == null) {
      throw new Refusal(PlatformError.REQUEST_IN_PROGRESS, Map.of(), 1L);
    }
    return earlier.answer().with("Idempotency-Replayed", "true");
  }
}
