package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import me.chanjar.weixin.common.util.crypto.SHA1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers and a broken WeChat may send: refused or answered, and nothing is told. */
class PortalAttackIT extends RunningService {
  private static final String PORTAL = "/wechat/portal";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What no answer may hold: our code, our libraries, our secrets, our files. */
  private static final String LEAK =
      "(?s).*(Exception|\\bat com\\.|zhaoli\\.pay|springframework|thoughtworks|mybatis|root:x|"
          + TOKEN
          + "|"
          + AES_KEY
          + "|"
          + APP_SECRET
          + ").*";

  static List<String> hostileBodies() {
    StringBuilder lol = new StringBuilder("<!DOCTYPE xml [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 12; i++) {
      lol.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }
    String bomb = lol + "]><xml><FromUserName>&l11;</FromUserName></xml>";
    return List.of(
        bomb,
        "<!DOCTYPE xml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
            + "<xml><FromUserName>&a;</FromUserName><CreateTime>1</CreateTime></xml>",
        "<!DOCTYPE xml SYSTEM \"http://127.0.0.1:1/evil.dtd\"><xml/>",
        "<!DOCTYPE xml [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/p\">%p;]><xml/>",
        "<xml xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include"
            + " href=\"file:///etc/passwd\" parse=\"text\"/></xml>",
        "<xml class=\"java.lang.ProcessBuilder\"><command><string>id</string></command></xml>",
        "<java.lang.ProcessBuilder><command><string>id</string></command></java.lang.ProcessBuilder>",
        "<xml><FromUserName class=\"java.io.File\">/etc/passwd</FromUserName></xml>",
        "<xml><FromUserName>o1</FromUserName><FromUserName>o2</FromUserName></xml>",
        "<xml><FromUserName>o1</FromUserName>",
        "<xml>&#0;</xml>",
        "<xml>&#xD800;</xml>",
        "<xml>\u0000</xml>",
        "\uFEFF<xml/>",
        "<xml/><xml/>",
        "{\"xml\":1}",
        "<?xml version=\"1.1\" encoding=\"UTF-16\"?><xml/>",
        "<?xml-stylesheet href=\"http://127.0.0.1:1/x\"?><xml/>",
        "<xml " + "a".repeat(60_000) + "=\"1\"/>",
        "<" + "x".repeat(60_000) + "/>",
        message("<CreateTime>9223372036854775807</CreateTime>"),
        message("<CreateTime>-9223372036854775808</CreateTime>"),
        message("<CreateTime>31556889864403199</CreateTime>"),
        message("<CreateTime>253402300800</CreateTime>"),
        message("<CreateTime></CreateTime>"),
        message("<CreateTime>1e3</CreateTime>"),
        message("<CreateTime>1</CreateTime><MsgId>-9223372036854775808</MsgId>"),
        message("<CreateTime>1</CreateTime><MsgId>" + "9".repeat(400) + "</MsgId>"),
        message("<CreateTime>1</CreateTime><EventKey>" + "k".repeat(60_000) + "</EventKey>"),
        "<xml><MsgType>" + "m".repeat(60_000) + "</MsgType></xml>");
  }

  private static String message(String rest) {
    return "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName>"
        + "<MsgType>event</MsgType><Event>unsubscribe</Event>"
        + rest
        + "</xml>";
  }

  @ParameterizedTest
  @MethodSource("hostileBodies")
  void aHostileBodyIsRefusedOrIgnored(String body) {
    for (Answer answer : List.of(push(body), pushEncrypted(body))) {
      assertThat(answer.status()).as(answer.body()).isIn(200, 400, 413);
      assertThat(answer.body()).doesNotMatch(LEAK).hasSizeLessThan(1_000);
    }
  }

  @Test
  void bytesThatAreNoUtf8AreRefusedOrIgnored() throws Exception {
    String text =
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>%s</FromUserName><CreateTime>%d"
                .formatted(openid(), now())
            + "</CreateTime><MsgType>event</MsgType><Event>CLICK</Event><EventKey>余额</EventKey></xml>";
    List<byte[]> bodies = new ArrayList<>();
    for (String charset : List.of("GB18030", "UTF-16", "UTF-16LE", "UTF-32", "Big5")) {
      bodies.add(text.getBytes(Charset.forName(charset)));
    }
    bodies.add(new byte[] {(byte) 0xC0, (byte) 0x80, (byte) 0xFF, (byte) 0xFE, 0});
    byte[] cut = text.getBytes(StandardCharsets.UTF_8);
    bodies.add(Arrays.copyOf(cut, cut.length - 9));

    for (byte[] body : bodies) {
      HttpResponse<String> answer =
          send(
              request(PORTAL + signed(now()))
                  .header("Content-Type", "text/xml; charset=GB18030")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build());
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
      assertThat(answer.body()).doesNotMatch(LEAK);
    }
  }

  @Test
  void aBodyOfAMebibyteIsRefusedWhetherItSaysSoOrNot() throws Exception {
    byte[] large = new byte[1024 * 1024];
    Arrays.fill(large, (byte) 'x');
    HttpRequest.BodyPublisher chunked =
        HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(large));
    for (HttpRequest.BodyPublisher body :
        List.of(HttpRequest.BodyPublishers.ofByteArray(large), chunked)) {
      HttpResponse<String> answer = send(request(PORTAL + signed(now())).POST(body).build());
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).doesNotMatch(LEAK);
    }
  }

  @Test
  void whateverIsWrongInsideAnEncryptedBodyHasOneAnswer() throws Exception {
    String good = event(openid(), now(), "unsubscribe", "<EventKey></EventKey>");
    byte[] packed = packed(good, APP_ID);
    Set<String> answers = new HashSet<>();
    List<String> encrypted = new ArrayList<>();
    encrypted.add(cipher(padded(packed(good, "wx0000000000000000"))));
    encrypted.add(cipher(padded(packed(good, ""))));
    encrypted.add(cipher(padded(packed("no xml", APP_ID))));
    encrypted.add(cipher(padded(packed("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>", APP_ID))));
    encrypted.add(cipher(padded(packed("<xml><CreateTime>x</CreateTime></xml>", APP_ID))));
    encrypted.add(cipher(new byte[32]));
    encrypted.add(cipher(withLength(padded(packed), Integer.MAX_VALUE)));
    encrypted.add(cipher(withLength(padded(packed), -1)));
    byte[] wrongPadding = padded(packed);
    wrongPadding[wrongPadding.length - 1] = 99;
    encrypted.add(cipher(withLength(wrongPadding, 1)));
    encrypted.add(Base64.getEncoder().encodeToString(new byte[31]));
    encrypted.add(Base64.getEncoder().encodeToString(new byte[4_096]));
    encrypted.add("AAAA");
    encrypted.add("!!! no base64 !!!");

    for (String text : encrypted) {
      Answer answer = pushed(text);
      assertThat(answer.status()).as(text).isEqualTo(400);
      answers.add(answer.text("code") + " " + answer.json().path("details"));
    }

    assertThat(answers).hasSize(1);
    assertThat(pushed(cipher(padded(packed))).body()).isEqualTo("success");
  }

  @Test
  void anEncryptedBodyCountsOnlyUnderItsOwnSignature() {
    String openid = openid();
    String text = encrypt(event(openid, now(), "unsubscribe", "<EventKey></EventKey>"));
    String timestamp = String.valueOf(now());
    String signature = SHA1.gen(TOKEN, timestamp, "n");
    String aes =
        "?timestamp=%s&nonce=n&encrypt_type=aes&signature=%s".formatted(timestamp, signature);
    String old = String.valueOf(now() - 301);

    assertThat(status(aes, text)).isEqualTo(403);
    assertThat(status(aes + "&msg_signature=", text)).isEqualTo(403);
    assertThat(status(aes + "&msg_signature=" + signature, text)).isEqualTo(403);
    assertThat(status(aes + "&msg_signature=" + SHA1.gen(TOKEN, timestamp, "n", "x"), text))
        .isEqualTo(403);
    assertThat(
            status(
                "?timestamp=%s&nonce=n&encrypt_type=aes&signature=%s&msg_signature=%s"
                    .formatted(old, SHA1.gen(TOKEN, old, "n"), SHA1.gen(TOKEN, old, "n", text)),
                text))
        .isEqualTo(403);
    // Read as plain it says nothing.
    assertThat(status(aes.replace("=aes", "=raw"), text)).isEqualTo(200);
    assertThat(rowsOf(openid)).isZero();
  }

  @Test
  void aParameterThatComesTwiceCountsAsNone() {
    String openid = openid();
    String xml = event(openid, now(), "unsubscribe", "<EventKey></EventKey>");
    String good = signed(now());
    String wrong = "signature=" + "0".repeat(40);

    for (String query :
        List.of(
            good + "&" + wrong,
            "?" + wrong + "&" + good.substring(1),
            good + "&timestamp=" + now(),
            good + "&nonce=n",
            good + good.replace('?', '&'),
            good + "&signature=",
            good.replace("signature=", "signature[]="),
            good.replace("signature=", "Signature="))) {
      assertThat(call("POST", PORTAL + query, "text/xml", xml).status()).as(query).isIn(400, 403);
      assertThat(get(PORTAL + query + "&echostr=1").status()).as(query).isIn(400, 403);
    }
    assertThat(rowsOf(openid)).isZero();
  }

  @Test
  void emptyAndHugeParametersAreRefused() {
    String xml = event(openid(), now(), "unsubscribe", "<EventKey></EventKey>");
    String huge = "9".repeat(10_000);
    for (String query :
        List.of(
            "?signature=&timestamp=&nonce=&echostr=",
            "?signature&timestamp&nonce&echostr",
            "?signature=%s&timestamp=%s&nonce=%s".formatted(huge.substring(5_000), "1", "n"),
            "?signature=a&timestamp=" + huge.substring(5_000) + "&nonce=n",
            "?signature=a&timestamp=" + now() + "&nonce=" + huge.substring(5_000),
            "?signature=a&timestamp=-1&nonce=n",
            "?signature=a&timestamp=%00&nonce=n",
            "?signature=a&timestamp=%EF%BC%91&nonce=n",
            "?" + "a=1&".repeat(2_000),
            signed(now()) + "&echostr=" + "e".repeat(257))) {
      Answer post = call("POST", PORTAL + query, "text/xml", xml);
      Answer get = get(PORTAL + query);
      assertThat(get.status()).as(query).isBetween(400, 499);
      assertThat(get.body()).doesNotMatch(LEAK);
      assertThat(post.status()).as(query).isBetween(200, 499);
      assertThat(post.body()).doesNotMatch(LEAK);
    }
    assertThat(get(PORTAL + "?signature=" + huge.repeat(3)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "1\r\nSet-Cookie: a=b",
        "{\"a\":1}"
      })
  void theEchoIsATextThatNoBrowserRuns(String echo) throws Exception {
    HttpResponse<String> answer =
        send(
            request(
                    PORTAL
                        + signed(now())
                        + "&echostr="
                        + URLEncoder.encode(echo, StandardCharsets.UTF_8))
                .header("Accept", "text/html")
                .build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(echo);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void anEchoWithoutASignatureIsNotGivenBack() {
    Answer answer = get(PORTAL + "?echostr=%3Cscript%3E");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("script");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "BREW"})
  void otherMethodsAreRefused(String method) {
    Answer answer = call(method, PORTAL + signed(now()), "text/xml", "<xml/>");

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.body()).doesNotMatch(LEAK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json",
        "text/html",
        "nonsense"
      })
  void noContentTypeMakesTheBodyAnythingElse(String type) {
    String openid = openid();
    String xml = event(openid, now(), "unsubscribe", "<EventKey></EventKey>");

    Answer good = call("POST", PORTAL + signed(now()), type, xml);
    Answer inBody = call("POST", PORTAL, type, signed(now()).substring(1));

    assertThat(good.status()).as(good.body()).isBetween(200, 499);
    assertThat(inBody.status()).as(inBody.body()).isBetween(400, 499);
    assertThat(good.body() + inBody.body()).doesNotMatch(LEAK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"voice", "video", "shortvideo", "location", "link", "image"})
  void whatIsNoTextIsAnswered(String type) {
    String xml =
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>%s</FromUserName><CreateTime>%d</CreateTime>"
                .formatted(openid(), now())
            + "<MsgType>"
            + type
            + "</MsgType><MediaId>m</MediaId><Format>amr</Format><Location_X>23.1</Location_X>"
            + "<Location_Y>113.3</Location_Y><Scale>20</Scale><Label>广州</Label><Url>u</Url>"
            + "<MsgId>1234567890123456</MsgId></xml>";

    assertThat(push(xml).body()).contains("暂时只能处理文字消息");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOCATION", "WIFI", "user_pay_from_pay_cell", "<b>", "masssendjobfinish"})
  void anEventOfAnUnknownKindIsAnsweredAndChangesNothing(String name) {
    String openid = openid();
    String xml =
        event(openid, now(), "x", "<Latitude>23.1</Latitude>")
            .replace("<![CDATA[x]]>", "<![CDATA[" + name + "]]>");

    assertThat(push(xml).body()).isEqualTo("success");
    assertThat(rowsOf(openid)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nobody",
        "/%3Cscript%3E",
        "/%00",
        "/..%2F..%2Finternal",
        "/wx0;a=b",
        "/a/b",
        "//"
      })
  void anAddressOfNoAccountIsRefused(String path) {
    for (String address : List.of(path, path + "x".repeat(5_000))) {
      Answer post = call("POST", PORTAL + address + signed(now()), "text/xml", "<xml/>");
      Answer get = get(PORTAL + address + signed(now()) + "&echostr=%3Cscript%3E");
      assertThat(List.of(post, get))
          .allSatisfy(
              answer -> {
                assertThat(answer.status()).as(address).isBetween(400, 499);
                assertThat(answer.body()).doesNotMatch(LEAK).doesNotContain("<script");
              });
    }
  }

  @Test
  void aPushIsReplayedInVain() {
    String openid = openid();
    String query = signed(now());
    String xml = event(openid, now(), "unsubscribe", "<EventKey></EventKey>");
    for (int i = 0; i < 3; i++) {
      assertThat(call("POST", PORTAL + query, "text/xml", xml).body()).isEqualTo("success");
    }

    await().until(() -> MERCHANTS.unbindingsOf(openid).size() == 1);
    assertThat(rowsOf(openid)).isEqualTo(1);
    assertThat(call("POST", PORTAL + signed(now() - 301), "text/xml", xml).status()).isEqualTo(403);
  }

  private int status(String query, String encrypted) {
    return call("POST", PORTAL + query, "text/xml", envelope(encrypted)).status();
  }

  private Answer pushEncrypted(String xml) {
    return pushed(encrypt(xml));
  }

  /** A push of this text, which is signed as WeChat would. */
  private Answer pushed(String encrypted) {
    return call("POST", PORTAL + signedEncrypted(encrypted), "text/xml", envelope(encrypted));
  }

  /** Sixteen bytes, the length, the text, the app id. */
  private static byte[] packed(String xml, String appId) {
    byte[] text = xml.getBytes(StandardCharsets.UTF_8);
    byte[] id = appId.getBytes(StandardCharsets.UTF_8);
    byte[] packed = new byte[20 + text.length + id.length];
    System.arraycopy(text, 0, packed, 20, text.length);
    System.arraycopy(id, 0, packed, 20 + text.length, id.length);
    return withLength(packed, text.length);
  }

  private static byte[] withLength(byte[] packed, int length) {
    byte[] changed = packed.clone();
    for (int i = 0; i < 4; i++) {
      changed[16 + i] = (byte) (length >>> (24 - 8 * i));
    }
    return changed;
  }

  private static byte[] padded(byte[] bytes) {
    int padding = 32 - bytes.length % 32;
    byte[] padded = Arrays.copyOf(bytes, bytes.length + padding);
    Arrays.fill(padded, bytes.length, padded.length, (byte) padding);
    return padded;
  }

  private static String cipher(byte[] plain) throws GeneralSecurityException {
    byte[] key = Base64.getDecoder().decode(AES_KEY + "=");
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new IvParameterSpec(Arrays.copyOf(key, 16)));
    return Base64.getEncoder().encodeToString(cipher.doFinal(plain));
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
        .header(ZhaoliHeaders.INTERNAL, internalToken.issue("zhaoli-pay-gateway"));
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private int rowsOf(String openid) {
    Integer rows =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM wechat_event WHERE openid = ?", Integer.class, openid);
    return rows == null ? 0 : rows;
  }
}
