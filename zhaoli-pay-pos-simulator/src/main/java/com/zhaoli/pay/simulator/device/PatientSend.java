package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.protocol.Answer;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends what takes or gives money under a number of the terminal's own: the same body up to four
 * times, until it is known what became of it. That it became nothing is believed only where no copy
 * can be on its way.
 */
final class PatientSend {
  /** Between two copies. */
  static final long PAUSE_MILLIS = 2_000;

  private static final int SENDS = 4;

  private final SignedCalls calls;
  private final DeviceListener listener;
  private final String path;
  private final String unreachable;

  /**
   * For one kind of request.
   *
   * @param unreachable what the cashier is told when nothing was sent at all
   */
  PatientSend(SignedCalls calls, DeviceListener listener, String path, String unreachable) {
    this.calls = calls;
    this.listener = listener;
    this.path = path;
    this.unreachable = unreachable;
  }

  /**
   * Sends.
   *
   * @param what for the log
   * @param pause waits {@link #PAUSE_MILLIS}; false when there is to be no further copy
   * @param notTaken writes down that it became nothing, and why
   * @return empty when it is not known
   * @throws PosRefusal when it became nothing
   */
  Optional<Answer> send(
      String what, Map<String, ?> body, BooleanSupplier pause, Consumer<String> notTaken) {
    boolean mayHaveArrived = false;
    for (int send = 1; send <= SENDS; send++) {
      try {
        return Optional.of(calls.post(path, body));
      } catch (NoAnswer e) {
        listener.log(what + ": " + e.getMessage());
        mayHaveArrived |= e.wasSent();
        if (!mayHaveArrived) {
          throw given(PosRefusal.local("NETWORK_UNAVAILABLE", unreachable), notTaken);
        }
        if (send < SENDS && !pause.getAsBoolean()) {
          break;
        }
      } catch (PosRefusal refusal) {
        if (!mayHaveArrived && refusal.isOfFirstSend()) {
          throw given(refusal, notTaken);
        }
        listener.log(what + ": an earlier copy may be on its way; " + refusal.code());
        break;
      }
    }
    return Optional.empty();
  }

  private static PosRefusal given(PosRefusal refusal, Consumer<String> notTaken) {
    notTaken.accept(refusal.code());
    return refusal;
  }
}
