package com.zhaoli.pay.simulator.script;

import com.zhaoli.pay.simulator.Fen;
import com.zhaoli.pay.simulator.device.DeviceListener;
import com.zhaoli.pay.simulator.device.DeviceSwitch;
import com.zhaoli.pay.simulator.device.MessageBox;
import com.zhaoli.pay.simulator.device.PosDevice;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.state.DeviceState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs one command a line and prints one JSON object for each. A line that begins with {@code !}
 * has to be refused. Everything is run, whatever failed before it.
 */
public final class ScriptRunner {
  /** What can stand on a line. */
  public static final String COMMANDS =
      """
      activate CODE                 sign-in CASHIER PIN           sign-off
      sale YUAN BARCODE CODE        qr YUAN [SECONDS]             wait NO [SECONDS]
      query NO                      reverse NO                    expect STATE
      refund NO YUAN SUPERVISOR PIN wait-refund NO [SECONDS]      last
      receipt NO                    reprint NO                    journal
      heartbeat                     time                          shift
      reconcile                     offline                       online
      restart                       state                         messages
      sleep MILLIS
      NO is a trade's number; "-" is the latest of this script. A payment's number does for refund.
      "!" before a command: it has to be refused. "#" begins a comment.""";

  private static final int MAX_LINES = 100_000;
  private static final int MAX_LINE = 2_000;
  private static final long WAIT_SECONDS = 90;
  private static final long MAX_WAIT_SECONDS = 7_300;

  private final DeviceSwitch power;
  private final PrintStream out;
  private final MessageBox messages = new MessageBox();
  private PosDevice device;
  private String latest = "";
  private String latestRefund = "";
  private boolean failed;

  public ScriptRunner(DeviceSwitch power, PrintStream out) throws IOException {
    this.power = power;
    this.out = out;
    this.device = switchOn();
  }

  private PosDevice switchOn() throws IOException {
    return power.on(
        new DeviceListener() {
          @Override
          public void message(String title, String text) {
            messages.put(new MessageBox.Message(title, text));
          }
        });
  }

  /** Runs all lines; 0 when each did what it should, 1 otherwise. */
  public int run(BufferedReader lines) throws IOException, InterruptedException {
    try {
      String line = lines.readLine();
      for (int number = 1; line != null && number <= MAX_LINES; number++) {
        String command = line.strip();
        if (!command.isEmpty() && !command.startsWith("#")) {
          execute(command.substring(0, Math.min(command.length(), MAX_LINE)));
        }
        line = lines.readLine();
      }
      return failed ? 1 : 0;
    } finally {
      device.close();
    }
  }

  private void execute(String line) throws IOException, InterruptedException {
    boolean hasToBeRefused = line.startsWith("!");
    List<String> words =
        List.of((hasToBeRefused ? line.substring(1) : line).strip().split("\\s+", -1));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("command", words.get(0));
    boolean done = false;
    try {
      perform(words, result);
      done = true;
    } catch (PosRefusal refusal) {
      result.put("code", refusal.code());
      result.put("message", refusal.getMessage());
      result.put("requestId", refusal.requestId());
    } catch (NoAnswer e) {
      result.put("code", "NO_ANSWER");
      result.put("message", e.getMessage());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      result.put("code", "COMMAND_INVALID");
      result.put("message", String.valueOf(e.getMessage()));
    }
    boolean ok = done != hasToBeRefused;
    failed |= !ok;
    result.put("ok", ok);
    out.println(JsonMapper.shared().writeValueAsString(result));
  }

  private void perform(List<String> words, Map<String, Object> result)
      throws IOException, InterruptedException {
    switch (words.get(0)) {
      case "activate" -> result.put("terminal", device.activate(words.get(1)));
      case "sign-in" -> result.put("shift", device.signIn(words.get(1), words.get(2)));
      case "sign-off" -> result.put("signOff", device.signOff());
      case "sale" -> {
        if (!words.get(2).equals("BARCODE")) {
          throw new IllegalArgumentException("sale YUAN BARCODE CODE");
        }
        sold(device.sellByBarcode(Fen.of(words.get(1)), "收银 Sale", words.get(3)), result);
      }
      case "qr" -> {
        Integer seconds = words.size() > 2 ? Integer.valueOf(words.get(2)) : null;
        sold(device.sellByQr(Fen.of(words.get(1)), "收银 Sale", seconds), result);
      }
      case "wait" -> {
        TradeEntry trade = device.await(no(words), limit(words));
        result.put("trade", trade);
        require(trade.state().isFinal(), "NOT_FINAL", "it is " + trade.state());
      }
      case "query" -> result.put("trade", device.query(no(words)));
      case "reverse" -> result.put("trade", device.cancel(no(words)));
      case "expect" -> {
        TradeEntry trade = device.journal().trade(latest).orElseThrow();
        result.put("trade", trade);
        require(trade.state().name().equals(words.get(1)), "UNEXPECTED", "it is " + trade.state());
      }
      case "refund" -> {
        var refund = device.refund(no(words), Fen.of(words.get(2)), "", words.get(3), words.get(4));
        latestRefund = refund.terminalRefundNo();
        result.put("refund", refund);
      }
      case "wait-refund" -> {
        String no = words.size() > 1 && !words.get(1).equals("-") ? words.get(1) : latestRefund;
        var refund = device.awaitRefund(no, limit(words));
        result.put("refund", refund);
        require(refund.state().isFinal(), "NOT_FINAL", "it is " + refund.state());
      }
      case "last" -> result.put("trade", device.last().json());
      case "receipt" -> result.put("text", device.receipt(no(words), false));
      case "reprint" -> result.put("text", device.receipt(no(words), true));
      case "journal" -> {
        result.put("trades", device.journal().trades());
        result.put("refunds", device.journal().refunds());
      }
      case "heartbeat" -> device.heartbeat();
      case "time" -> result.put("offsetSeconds", device.readClock());
      case "shift" -> {
        device.refreshShift().ifPresent(end -> result.put("signOff", end));
        result.put("shift", device.state().shift());
      }
      case "reconcile" -> result.put("compared", device.reconcile());
      case "offline" -> device.unplug(true);
      case "online" -> device.unplug(false);
      case "restart" -> {
        device.close();
        device = switchOn();
      }
      case "messages" -> result.put("messages", messages.read());
      case "state" -> result.put("state", describe(device.state()));
      case "sleep" -> TimeUnit.MILLISECONDS.sleep(Math.min(600_000, Long.parseLong(words.get(1))));
      default -> throw new IllegalArgumentException("there is no command " + words.get(0));
    }
  }

  private void sold(TradeEntry trade, Map<String, Object> result) {
    latest = trade.terminalTradeNo();
    result.put("trade", trade);
  }

  private String no(List<String> words) {
    return words.get(1).equals("-") ? latest : words.get(1);
  }

  private static Duration limit(List<String> words) {
    long seconds = words.size() > 2 ? Long.parseLong(words.get(2)) : WAIT_SECONDS;
    return Duration.ofSeconds(Math.min(MAX_WAIT_SECONDS, seconds));
  }

  private static void require(boolean holds, String code, String message) {
    if (!holds) {
      throw PosRefusal.local(code, message);
    }
  }

  /** Without secrets. */
  private static Map<String, Object> describe(DeviceState state) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("serialNumber", state.serialNumber());
    shown.put("terminal", state.identity());
    shown.put("keyId", state.key() == null ? null : state.key().key().keyId());
    shown.put("clockOffsetSeconds", state.clockOffsetSeconds());
    shown.put("shift", state.shift());
    shown.put("locked", state.locked());
    shown.put("config", state.config());
    return shown;
  }
}
