package com.zhaoli.pay.payment.sync;

import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks channels several questions at a time, but never more than there are threads. */
@Component
class SyncThreads {
  private static final Logger log = LoggerFactory.getLogger(SyncThreads.class);
  private static final int THREADS = 8;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "payment-sync");
            thread.setDaemon(true);
            return thread;
          });

  /** An answer for each; {@code failed} for one whose question threw, which stays due. */
  <T, A> List<A> askAll(List<T> due, Function<T, A> question, A failed) {
    List<Callable<A>> questions = new ArrayList<>();
    for (T one : due) {
      questions.add(() -> question.apply(one));
    }
    List<A> answers = new ArrayList<>();
    try {
      for (Future<A> future : threads.invokeAll(questions)) {
        answers.add(answerOf(future, failed));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answers;
  }

  private static <A> A answerOf(Future<A> future, A failed) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      log.error("it could not be synced and stays due", e.getCause());
      return failed;
    }
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
