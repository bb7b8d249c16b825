package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder.Payer;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's valid request for a payment. There is no invalid one: {@link Draft#check} names all
 * that is wrong at once.
 *
 * @param channel null for AGGREGATE_QR, whose payer chooses
 * @param payer what the request knows of who pays; the barcode in it is never stored
 * @param expiresIn how long the payer may pay
 * @param contentHash equal exactly for requests of equal content
 */
public record PaymentCreateCommand(
    String merchantNo,
    String appId,
    String outTradeNo,
    Money amount,
    String subject,
    PaymentMethod method,
    @Nullable Channel channel,
    @Nullable String notifyUrl,
    @Nullable String returnUrl,
    @Nullable String attach,
    @Nullable String storeId,
    @Nullable String terminalNo,
    Payer payer,
    Duration expiresIn,
    String contentHash) {

  static final long MAX_AMOUNT_FEN = 100_000_000_000L;

  /** WeChat Pay's limit for a description, which is the smaller one. */
  static final int MAX_SUBJECT_LENGTH = 127;

  static final int MAX_ATTACH_LENGTH = 128;
  static final int MIN_EXPIRE_SECONDS = 60;

  /** A QR code of WeChat Pay lives for two hours, whatever the order says. */
  static final int MAX_EXPIRE_SECONDS = 7_200;

  static final int DEFAULT_EXPIRE_SECONDS = 1_800;

  private static final Pattern OUT_TRADE_NO = Pattern.compile("[0-9A-Za-z_\\-*]{1,32}");
  private static final Pattern LABEL = Pattern.compile("[0-9A-Za-z_\\-]{1,32}");

  private static final Pattern AUTH_CODE = Pattern.compile("[0-9]{16,32}");
  private static final Pattern PAYER_ID = Pattern.compile("[0-9A-Za-z_\\-]{1,128}");
  private static final Pattern PAYER_IP =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]{2,45}");

  /** What a request said, as it said it. */
  public record Draft(
      @Nullable String outTradeNo,
      @Nullable Long amount,
      @Nullable String subject,
      @Nullable String method,
      @Nullable String channel,
      @Nullable String authCode,
      @Nullable String openid,
      @Nullable String payerIp,
      @Nullable String notifyUrl,
      @Nullable String returnUrl,
      @Nullable Integer expireSeconds,
      @Nullable String attach,
      @Nullable String storeId,
      @Nullable String terminalNo) {

    /** Does not print the payer's barcode. */
    @Override
    public String toString() {
      return "Draft[outTradeNo=" + outTradeNo + ", amount=" + amount + ", method=" + method + "]";
    }

    /**
     * The command that this is a draft of.
     *
     * @param channels the names of the channels that there are
     * @param walletOfAuthCode the wallet whose barcode a number is
     * @throws ApiException REQUEST_INVALID with a sentence for each bad field
     */
    public PaymentCreateCommand check(
        String merchantNo,
        String appId,
        Set<String> channels,
        Function<String, Optional<Channel>> walletOfAuthCode) {
      Map<String, String> problems = new TreeMap<>();
      String checkedOutTradeNo = checkOutTradeNo(outTradeNo, problems);
      long fen = checkAmount(problems);
      String checkedSubject = checkSubject(problems);
      PaymentMethod checkedMethod = oneOf("method", PaymentMethod.class, method, problems);
      Channel checkedChannel = checkChannel(channels, problems);
      if (checkedMethod != null) {
        checkedChannel = checkForMethod(checkedMethod, checkedChannel, walletOfAuthCode, problems);
      }
      WebAddress.check("notifyUrl", notifyUrl, problems);
      WebAddress.check("returnUrl", returnUrl, problems);
      Duration expiresIn = checkExpiry(problems);
      checkText("attach", attach, MAX_ATTACH_LENGTH, problems);
      checkLabel("storeId", storeId, problems);
      checkLabel("terminalNo", terminalNo, problems);
      if (!problems.isEmpty() || checkedMethod == null) {
        throw new ApiException(ErrorCode.REQUEST_INVALID, problems);
      }
      return new PaymentCreateCommand(
          merchantNo,
          appId,
          checkedOutTradeNo,
          new Money(fen),
          checkedSubject,
          checkedMethod,
          checkedChannel,
          notifyUrl,
          returnUrl,
          attach,
          storeId,
          terminalNo,
          new Payer(authCode, openid, payerIp, returnUrl, storeId, terminalNo),
          expiresIn,
          contentHash());
    }

    /** What the method asks for and forbids; the channel, which a barcode may name by itself. */
    private @Nullable Channel checkForMethod(
        PaymentMethod checked,
        @Nullable Channel chosen,
        Function<String, Optional<Channel>> walletOfAuthCode,
        Map<String, String> problems) {
      if (checked != PaymentMethod.BARCODE) {
        checkUnused("authCode", authCode, problems);
      }
      if (checked == PaymentMethod.JSAPI) {
        checkOpenid(problems);
      } else {
        checkUnused("openid", openid, problems);
      }
      if (checked == PaymentMethod.WAP) {
        checkPayerIp(problems);
      } else {
        checkUnused("payerIp", payerIp, problems);
      }
      return switch (checked) {
        case AGGREGATE_QR -> {
          checkUnused("channel", channel, problems);
          yield null;
        }
        case BARCODE -> checkAuthCode(chosen, walletOfAuthCode, problems);
        case NATIVE, JSAPI, WAP, PAGE -> {
          if (channel == null) {
            problems.put("channel", "is required");
          }
          yield chosen;
        }
      };
    }

    private @Nullable Channel checkAuthCode(
        @Nullable Channel chosen,
        Function<String, Optional<Channel>> walletOfAuthCode,
        Map<String, String> problems) {
      if (authCode == null) {
        problems.put("authCode", "is required");
        return null;
      }
      Optional<Channel> wallet =
          AUTH_CODE.matcher(authCode).matches()
              ? walletOfAuthCode.apply(authCode)
              : Optional.empty();
      if (wallet.isEmpty()) {
        problems.put("authCode", "is not the barcode of a wallet known here");
      } else if (chosen != null && !chosen.equals(wallet.get())) {
        problems.put("channel", "is not the wallet of this authCode, which is " + wallet.get());
      }
      return wallet.orElse(null);
    }

    private void checkOpenid(Map<String, String> problems) {
      if (openid == null) {
        problems.put("openid", "is required: the payer's id at the wallet");
      } else if (!PAYER_ID.matcher(openid).matches()) {
        problems.put("openid", "must be 1 to 128 of 0-9 A-Z a-z _ -");
      }
    }

    private void checkPayerIp(Map<String, String> problems) {
      if (payerIp != null && !PAYER_IP.matcher(payerIp).matches()) {
        problems.put("payerIp", "must be an IPv4 or IPv6 address");
      }
    }

    private @Nullable Channel checkChannel(Set<String> channels, Map<String, String> problems) {
      if (channel == null) {
        return null;
      }
      if (!channels.contains(channel)) {
        problems.put("channel", "must be one of " + channels);
        return null;
      }
      return Channel.of(channel);
    }

    private long checkAmount(Map<String, String> problems) {
      if (amount == null) {
        problems.put("amount", "is required, as an integer number of fen");
        return 0;
      }
      if (amount < 1 || amount > MAX_AMOUNT_FEN) {
        problems.put("amount", "must be 1 to " + MAX_AMOUNT_FEN + " fen");
        return 0;
      }
      return amount;
    }

    private String checkSubject(Map<String, String> problems) {
      if (subject == null || subject.isBlank()) {
        problems.put("subject", "is required");
        return "";
      }
      checkText("subject", subject, MAX_SUBJECT_LENGTH, problems);
      return subject;
    }

    private Duration checkExpiry(Map<String, String> problems) {
      int seconds = Objects.requireNonNullElse(expireSeconds, DEFAULT_EXPIRE_SECONDS);
      if (seconds < MIN_EXPIRE_SECONDS || seconds > MAX_EXPIRE_SECONDS) {
        problems.put(
            "expireSeconds", "must be " + MIN_EXPIRE_SECONDS + " to " + MAX_EXPIRE_SECONDS);
      }
      return Duration.ofSeconds(seconds);
    }

    private String contentHash() {
      StringBuilder content = new StringBuilder();
      Object[] fields = {
        amount,
        subject,
        method,
        channel,
        notifyUrl,
        returnUrl,
        expireSeconds,
        attach,
        storeId,
        terminalNo
      };
      for (Object field : fields) {
        append(field, content);
      }
      // Later fields count where they are given: a request of times before them keeps its hash.
      Object[] laterFields = {authCode, openid, payerIp};
      if (Arrays.stream(laterFields).anyMatch(Objects::nonNull)) {
        for (Object field : laterFields) {
          append(field, content);
        }
      }
      return DigestUtils.sha256Hex(content.toString());
    }

    /** The length keeps neighbours apart; a null differs from every text. */
    private static void append(@Nullable Object field, StringBuilder content) {
      String text = field == null ? null : field.toString();
      content.append(text == null ? "-" : text.length() + ":" + text).append('\n');
    }
  }

  /**
   * A merchant's order number, for look-ups.
   *
   * @throws ApiException REQUEST_INVALID when it cannot be one
   */
  public static String requireOutTradeNo(@Nullable String outTradeNo) {
    Map<String, String> problems = new TreeMap<>();
    String checked = checkOutTradeNo(outTradeNo, problems);
    if (!problems.isEmpty()) {
      throw new ApiException(ErrorCode.REQUEST_INVALID, problems);
    }
    return checked;
  }

  private static String checkOutTradeNo(@Nullable String outTradeNo, Map<String, String> problems) {
    if (outTradeNo == null) {
      problems.put("outTradeNo", "is required");
      return "";
    }
    if (!OUT_TRADE_NO.matcher(outTradeNo).matches()) {
      problems.put("outTradeNo", "must be 1 to 32 of 0-9 A-Z a-z _ - *");
    }
    return outTradeNo;
  }

  private static <E extends Enum<E>> @Nullable E oneOf(
      String name, Class<E> type, @Nullable String value, Map<String, String> problems) {
    if (value == null) {
      problems.put(name, "is required");
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    problems.put(name, "must be one of " + Arrays.toString(type.getEnumConstants()));
    return null;
  }

  private static void checkText(
      String name, @Nullable String value, int maxLength, Map<String, String> problems) {
    if (value == null) {
      return;
    }
    if (value.codePointCount(0, value.length()) > maxLength) {
      problems.put(name, "must have at most " + maxLength + " characters");
    } else if (!Texts.isClean(value)) {
      problems.put(name, "must not have control characters or halves of characters");
    }
  }

  private static void checkLabel(
      String name, @Nullable String value, Map<String, String> problems) {
    if (value != null && !LABEL.matcher(value).matches()) {
      problems.put(name, "must be 1 to 32 of 0-9 A-Z a-z _ -");
    }
  }

  private static void checkUnused(
      String name, @Nullable String value, Map<String, String> problems) {
    if (value != null) {
      problems.put(name, "does not go with this method");
    }
  }
}
