package com.zhaoli.pay.wechat.follower;

/**
 * What one step of a sync came to; the counts are added to the run's.
 *
 * @param phase the one that goes on
 * @param position how far it has come
 * @param total WeChat's count of followers; negative where this step did not hear it
 * @param restarts whether a list is read from its beginning again
 */
public record SyncStep(
    SyncPhase phase, String position, int total, int read, int calls, boolean restarts) {

  static SyncStep to(SyncPhase phase, String position) {
    return new SyncStep(phase, position, -1, 0, 0, false);
  }

  SyncStep read(int total, int read) {
    return new SyncStep(phase, position, total, read, calls, restarts);
  }

  SyncStep after(int calls) {
    return new SyncStep(phase, position, total, read, calls, restarts);
  }

  SyncStep again() {
    return new SyncStep(phase, position, total, read, calls, true);
  }
}
