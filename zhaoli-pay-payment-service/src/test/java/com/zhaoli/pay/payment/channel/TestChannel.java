package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.money.Money;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/**
 * A wallet's side over HTTP, with keys of its own: verifies what it is sent, signs what it answers,
 * and misbehaves on request.
 */
public abstract class TestChannel implements AutoCloseable {

  /** How the channel answers. */
  public enum Behaviour {
    NORMAL,
    DECLINES,
    HANGS,
    MALFORMED,
    UNKNOWN_CODE,
    FORGED,
    SERVER_ERROR,
    /** Requests for refunds get lost; all else is answered. */
    LOSES_REFUNDS,
    /** A barcode's payer is asked for the password. */
    PAYER_IS_ASKED,
    /** Tells of one fen more than there was. */
    WRONG_AMOUNT,
    /** Answers truly, but of another order. */
    OTHER_ORDER
  }

  /** What the channel knows of an order. */
  public record Trade(Money amount, boolean open, boolean closed, @Nullable String tradeNo) {}

  /** A callback to be made. Nulls are what a genuine one would have. */
  public record Notice(
      String attemptNo,
      Money amount,
      String tradeNo,
      @Nullable String appId,
      @Nullable Instant signedAt) {
    public Notice(String attemptNo, Money amount, String tradeNo) {
      this(attemptNo, amount, tradeNo, null, null);
    }
  }

  /** A callback about money that went back. Nulls are what a genuine one would have. */
  public record RefundNotice(
      String attemptNo,
      String refundNo,
      String tradeNo,
      Money orderAmount,
      Money refundAmount,
      @Nullable String appId) {}

  protected static final KeyPair OURS = newKeyPair();
  protected static final KeyPair THEIRS = newKeyPair();
  protected static final KeyPair STRANGERS = newKeyPair();
  private final TestBooks books = new TestBooks();
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  // The JDK's own server changes the case of header names, which WeChat Pay's SDK does not forgive.
  private final Tomcat server = new Tomcat();
  private volatile Behaviour behaviour = Behaviour.NORMAL;
  private volatile boolean billsAreSpoilt;

  protected TestChannel() {
    server.setHostname("127.0.0.1");
    server.setPort(0);
    server.setSilent(true);
    server.setBaseDir(System.getProperty("java.io.tmpdir"));
    Context context = server.addContext("", null);
    // Nothing is unloaded here, so there is nothing to look for when it stops.
    if (context instanceof StandardContext standard) {
      standard.setClearReferencesRmiTargets(false);
      standard.setClearReferencesThreadLocals(false);
    }
    Tomcat.addServlet(context, "channel", new Gate());
    context.addServletMapping("/", "channel");
    try {
      server.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Gate extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      serve(request, response);
    }
  }

  /** Where this channel is. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getConnector().getLocalPort());
  }

  /** Is gone and comes back at the same address: all connections to it are closed. */
  public void restart() {
    try {
      Connector connector = server.getConnector();
      connector.setPort(connector.getLocalPort());
      connector.stop();
      connector.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  public void behave(Behaviour next) {
    behaviour = next;
  }

  protected Behaviour behaviour() {
    return behaviour;
  }

  /** Number of requests that came in. */
  public int calls() {
    return calls.get();
  }

  /** The payer pays; the channel's trade number. */
  public String pay(String attemptNo, Money amount) {
    String tradeNo = "T" + attemptNo;
    books.put(attemptNo, new Trade(amount, false, false, tradeNo));
    return tradeNo;
  }

  public void close(String attemptNo) {
    books.close(attemptNo);
  }

  public @Nullable Trade trade(String attemptNo) {
    return books.trade(attemptNo);
  }

  protected void open(String attemptNo, Money amount) {
    books.open(attemptNo, amount);
  }

  public TestBooks books() {
    return books;
  }

  /** The payer opens the order in the wallet, without paying. */
  public void scan(String attemptNo) {
    books.scan(attemptNo);
  }

  /** What goes back is there. For channels that give back at once it is there already. */
  public void settle(String refundNo) {
    books.settle(refundNo);
  }

  /** From now on there is a bill of this day, of all that is in the books. */
  public void makeBill(LocalDate day) {
    books.bill(day);
  }

  /** Bills do not add up any more, or do not have the hash that is told of them. */
  public void spoilBills() {
    billsAreSpoilt = true;
  }

  protected boolean billsAreSpoilt() {
    return billsAreSpoilt;
  }

  /** A payer logs in; the code that the wallet brings back. */
  public String logIn(String payerId) {
    String code = "code-" + payerId;
    books.login(code, payerId);
    return code;
  }

  /** The number of a payer's barcode. */
  public String authCode() {
    throw notSpoken();
  }

  /** The id of a payer of this wallet. */
  public String payerId() {
    throw notSpoken();
  }

  /** The User-Agent header of the wallet's own browser. */
  public String userAgent() {
    throw notSpoken();
  }

  /** A signed callback that tells of a refund. */
  public CallbackRequest notice(RefundNotice notice) {
    throw notSpoken();
  }

  /** The same with a signature that is not the channel's. */
  public CallbackRequest forged(RefundNotice notice) {
    throw notSpoken();
  }

  /** Changes to good settings, by setting; the channel takes none of them. */
  public List<Map<String, String>> wrongSettings() {
    throw notSpoken();
  }

  private UnsupportedOperationException notSpoken() {
    return new UnsupportedOperationException(getClass().getSimpleName() + " does not speak this");
  }

  /** Writes key files and gives the settings of account {@code platform} as Spring properties. */
  public abstract Map<String, String> settings(Path directory);

  /** A signed callback that tells of a payment. */
  public abstract CallbackRequest notice(Notice notice);

  /** The same with a signature that is not the channel's. */
  public abstract CallbackRequest forged(Notice notice);

  protected abstract void answer(
      HttpServletRequest request, HttpServletResponse response, String body) throws IOException;

  /** Whether it wants money back, other than to know about that. */
  protected boolean isForRefund(HttpServletRequest request) {
    throw notSpoken();
  }

  private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    calls.incrementAndGet();
    byte[] body = request.getInputStream().readAllBytes();
    switch (behaviour) {
      case HANGS -> hang();
      case SERVER_ERROR -> send(response, 500, "text/plain", "out of order");
      case MALFORMED -> send(response, 200, "application/json", "<html>maintenance</html>");
      case LOSES_REFUNDS -> {
        if (isForRefund(request)) {
          send(response, 500, "text/plain", "out of order");
        } else {
          answer(request, response, new String(body, StandardCharsets.UTF_8));
        }
      }
      case NORMAL, DECLINES, UNKNOWN_CODE, FORGED, PAYER_IS_ASKED, WRONG_AMOUNT, OTHER_ORDER ->
          answer(request, response, new String(body, StandardCharsets.UTF_8));
    }
  }

  private void hang() {
    try {
      var unused = closing.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  protected static void send(HttpServletResponse response, int status, String type, String body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }

  /** The key that answers are signed with now. */
  protected PrivateKey signingKey() {
    return (behaviour == Behaviour.FORGED ? STRANGERS : THEIRS).getPrivate();
  }

  protected static String sign(PrivateKey key, String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  protected static boolean verifies(PublicKey key, String text, String sign) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(sign));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  protected static String write(Path directory, String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content + "\n").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Closing again changes nothing: a test may have cut the channel off before the clean-up comes.
   */
  @Override
  public void close() {
    if (closing.getCount() == 0) {
      return;
    }
    closing.countDown();
    try {
      server.stop();
      server.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }
}
