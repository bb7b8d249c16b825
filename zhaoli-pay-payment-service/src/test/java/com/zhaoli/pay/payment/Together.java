package com.zhaoli.pay.payment;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does something many times at the same time. */
public final class Together {
  private Together() {}

  public static <T, R> List<R> run(List<T> inputs, Function<T, R> task) {
    ExecutorService threads = Executors.newFixedThreadPool(inputs.size());
    CountDownLatch begin = new CountDownLatch(inputs.size());
    try {
      List<Future<R>> futures =
          inputs.stream()
              .map(
                  input ->
                      threads.submit(
                          () -> {
                            begin.countDown();
                            begin.await();
                            return task.apply(input);
                          }))
              .toList();
      return futures.stream().map(Together::get).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static <R> R get(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
