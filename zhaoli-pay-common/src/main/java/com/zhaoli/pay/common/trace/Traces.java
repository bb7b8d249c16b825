package com.zhaoli.pay.common.trace;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Trace contexts as text, for work that no call leads to. Spring carries traces through HTTP calls;
 * an event carries its own through the outbox and the messages, and what is done with it later
 * belongs to that trace. Contexts are {@code traceparent} values (W3C Trace Context, 3.2); one that
 * is none is treated as absent, never as an error. Thread-safe.
 */
public final class Traces {
  /** The name of a context in the headers of messages and calls. */
  public static final String HEADER = "traceparent";

  /** What a step links to, at most. The SDK drops what is above its own limit of 128. */
  private static final int MAX_LINKS = 127;

  private static final int SAMPLED = 1;
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

  private final Tracer tracer;

  public Traces(Tracer tracer) {
    this.tracer = tracer;
  }

  /** The context of what this thread is doing; null where that is part of no trace. */
  public @Nullable String current() {
    Span span = tracer.currentSpan();
    return span == null ? null : text(span.context());
  }

  /**
   * Begins a step that belongs to a trace.
   *
   * @param name few different ones: no numbers in it
   * @param parent what led to it; without one there is no step
   * @param link another step that it is part of too
   */
  public Step step(String name, @Nullable String parent, @Nullable String link) {
    TraceContext context = context(parent);
    if (context == null) {
      return Step.NONE;
    }
    Span.Builder span = tracer.spanBuilder().name(name).setParent(context);
    TraceContext linked = context(link);
    if (linked != null && isSampled(linked)) {
      span.addLink(new Link(linked));
    }
    return begun(span);
  }

  /**
   * Does something for one payment in a trace of its own: a sweep goes through many, which have
   * nothing to do with each other.
   *
   * @param name few different ones: no numbers in it
   */
  public <T> T apart(String name, String paymentNo, Supplier<T> work) {
    Step step =
        begun(tracer.spanBuilder().name(name).setNoParent()).tag("zhaoli.payment", paymentNo);
    try {
      T result = work.get();
      step.end(null);
      return result;
    } catch (RuntimeException e) {
      step.end(e);
      throw e;
    } finally {
      step.leave();
    }
  }

  /**
   * Begins a step that many traces share, such as the sending of a merged message. It belongs to
   * the first of them that is recorded and links to the others; where none is, there is no step.
   *
   * @param contexts of all that it is done for; null is nobody
   */
  public Step shared(String name, Collection<@Nullable String> contexts) {
    Set<TraceContext> recorded = new LinkedHashSet<>();
    for (String text : contexts) {
      TraceContext context = context(text);
      if (context != null && isSampled(context)) {
        recorded.add(context);
      }
      if (recorded.size() > MAX_LINKS) {
        break;
      }
    }
    if (recorded.isEmpty()) {
      return Step.NONE;
    }
    Span.Builder span = tracer.spanBuilder().name(name);
    boolean isFirst = true;
    for (TraceContext context : recorded) {
      if (isFirst) {
        span.setParent(context);
        isFirst = false;
      } else {
        span.addLink(new Link(context));
      }
    }
    return begun(span);
  }

  /** The task as a part of what this thread is doing now, on whatever thread it runs. */
  public Runnable carried(Runnable task) {
    Span span = tracer.currentSpan();
    return span == null
        ? task
        : () -> {
          Tracer.SpanInScope scope = tracer.withSpan(span);
          try {
            task.run();
          } finally {
            scope.close();
          }
        };
  }

  private Step begun(Span.Builder builder) {
    Span span = builder.start();
    return new Step(span, tracer.withSpan(span), text(span.context()));
  }

  private @Nullable TraceContext context(@Nullable String text) {
    Matcher parts = text == null ? null : TRACEPARENT.matcher(text);
    if (parts == null || !parts.matches()) {
      return null;
    }
    return tracer
        .traceContextBuilder()
        .traceId(Objects.requireNonNull(parts.group(1)))
        .spanId(Objects.requireNonNull(parts.group(2)))
        .sampled((Integer.parseInt(Objects.requireNonNull(parts.group(3)), 16) & SAMPLED) != 0)
        .build();
  }

  private static boolean isSampled(TraceContext context) {
    return Boolean.TRUE.equals(context.sampled());
  }

  private static @Nullable String text(TraceContext context) {
    String text =
        "00-" + context.traceId() + "-" + context.spanId() + (isSampled(context) ? "-01" : "-00");
    return TRACEPARENT.matcher(text).matches() ? text : null;
  }

  /**
   * A step that was begun. Belongs to the thread that began it until it is left; may be ended by
   * any.
   */
  public static final class Step implements AutoCloseable {
    private static final Step NONE = new Step(null, null, null);

    private final @Nullable Span span;
    private final Tracer.@Nullable SpanInScope scope;
    private final @Nullable String context;

    private Step(
        @Nullable Span span, Tracer.@Nullable SpanInScope scope, @Nullable String context) {
      this.span = span;
      this.scope = scope;
      this.context = context;
    }

    /** The step's own context, for what it leads to; null where there is no step. */
    public @Nullable String context() {
      return context;
    }

    /** Says something about the step: no secrets, no personal data. */
    public Step tag(String name, String value) {
      if (span != null) {
        span.tag(name, value);
      }
      return this;
    }

    /** This thread goes on with something else; the step is not over. */
    public void leave() {
      if (scope != null) {
        scope.close();
      }
    }

    /**
     * It is over.
     *
     * @param failure what it ended in, or null
     */
    public void end(@Nullable Throwable failure) {
      if (span != null) {
        if (failure != null) {
          span.error(failure);
        }
        span.end();
      }
    }

    /** It is left and over. */
    @Override
    public void close() {
      leave();
      end(null);
    }
  }
}
