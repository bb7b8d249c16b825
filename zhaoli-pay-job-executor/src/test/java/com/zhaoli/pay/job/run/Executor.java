package com.zhaoli.pay.job.run;

import com.zhaoli.pay.job.executor.JobRun;
import com.zhaoli.pay.job.run.internal.FailedBatchMapper;
import com.zhaoli.pay.job.run.internal.RunStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.mybatis.spring.annotation.MapperScan;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** An executor with runs and nothing else; as many of them in a JVM as a test wants. */
final class Executor implements AutoCloseable {
  static final String JOB = "countedJob";
  static final String DAILY_JOB = "dailyJob";

  static final int REDOS = 3;

  private final ConfigurableApplicationContext context;
  final Queue<String> log = new ConcurrentLinkedQueue<>();

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @EnableConfigurationProperties(RunProperties.class)
  @MapperScan("com.zhaoli.pay.job.run.internal")
  @Import({RunStore.class, Runs.class, RunHelper.class, Compensation.class})
  static class Configuration {
    @Bean
    CountedWork counted(JdbcTemplate jdbc) {
      return new CountedWork(jdbc);
    }

    @Bean
    static Statements statements() {
      return new Statements();
    }

    @Bean
    Triggers triggers() {
      return new Triggers();
    }

    @Bean
    Work work(CountedWork counted) {
      return new Work(JOB, counted, "counted", 10, false);
    }
  }

  /** What a test does just before a statement on failed batches, by the statement's name. */
  private static final class Statements implements BeanPostProcessor {
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof FailedBatchMapper mapper ? watched(mapper) : bean;
    }

    private Object watched(FailedBatchMapper mapper) {
      return Proxy.newProxyInstance(
          FailedBatchMapper.class.getClassLoader(),
          new Class<?>[] {FailedBatchMapper.class},
          (proxy, method, arguments) -> {
            before.getOrDefault(method.getName(), () -> {}).run();
            try {
              return method.invoke(mapper, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          });
    }
  }

  /** Interrupted before the database is closed, as XXL-JOB's threads are. */
  private static final class Triggers implements SmartLifecycle {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private boolean running;

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
      threads.shutdownNow();
      try {
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
          throw new AssertionError("a trigger does not end");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }

  /** The helper looks only where the interval is short. */
  Executor(String url, String user, String password, Duration joinInterval) {
    context =
        new SpringApplicationBuilder(Configuration.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.datasource.url=" + url,
                "spring.datasource.username=" + user,
                "spring.datasource.password=" + password,
                "spring.datasource.hikari.maximum-pool-size=8",
                "spring.cloud.nacos.discovery.enabled=false",
                "spring.cloud.nacos.config.enabled=false",
                "spring.config.name=none",
                "spring.main.banner-mode=off",
                "mybatis-plus.global-config.banner=false",
                "spring.application.name=executor",
                "zhaoli.environment=development",
                "zhaoli.internal.key=c2l4dGVlbi1ieXRlcy1hbmQtc2l4dGVlbi1ieXRlcyE=",
                "zhaoli.job.run.lease=8s",
                "zhaoli.job.run.redos=" + REDOS,
                "zhaoli.job.run.join-interval=" + joinInterval.toMillis() + "ms")
            .run();
  }

  private ExecutorService triggers() {
    return context.getBean(Triggers.class).threads;
  }

  CountedWork work() {
    return context.getBean(CountedWork.class);
  }

  /** Until it is told otherwise. */
  void beforeStatement(String name, Runnable task) {
    context.getBean(Statements.class).before.put(name, task);
  }

  RunStore store() {
    return context.getBean(RunStore.class);
  }

  JdbcTemplate jdbc() {
    return context.getBean(JdbcTemplate.class);
  }

  /** Triggers the job; the future fails as the job does, and is interrupted by cancel(true). */
  Future<String> trigger(int shard, int shards, String parameter) {
    JobRun run = new JobRun(shard, shards, Instant.now(), parameter, log::add);
    return triggers()
        .submit(() -> context.getBean(Runs.class).run(context.getBean(Work.class), run));
  }

  /** The same for a job that is about a day and is done by the same service. */
  Future<String> triggerDaily(String parameter) {
    JobRun run = new JobRun(0, 1, Instant.now(), parameter, log::add);
    Work daily = new Work(DAILY_JOB, work(), "counted", 10, true);
    return triggers().submit(() -> context.getBean(Runs.class).run(daily, run));
  }

  Future<String> compensate(String parameter) {
    return compensate(0, 1, Instant.now(), parameter);
  }

  Future<String> compensate(int shard, int shards, Instant triggeredAt, String parameter) {
    JobRun run = new JobRun(shard, shards, triggeredAt, parameter, log::add);
    return triggers().submit(() -> context.getBean(Compensation.class).run(run));
  }

  @Override
  public void close() {
    context.close();
  }

  /** An executor in a process of its own, which a test kills. */
  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    try (Executor executor =
        new Executor(given.get(0), given.get(1), given.get(2), Duration.ofHours(1))) {
      executor.work().millisPerKey = Integer.parseInt(given.get(3));
      executor.trigger(0, 2, "threads=2").get();
    }
  }
}
