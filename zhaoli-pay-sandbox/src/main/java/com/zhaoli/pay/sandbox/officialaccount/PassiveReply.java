package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.PushMode;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.StringJoiner;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What the account's server answered to an event: nothing, or a message for the user. */
final class PassiveReply {
  /** What WeChat shows where it cannot read the server's answer. */
  private static final String FAULT = "该公众号提供的服务出现故障，请稍后再试";

  private PassiveReply() {}

  /**
   * The text that the user sees; empty for {@code success}, an empty body, or no XML. In the safe
   * mode only an answer that is encrypted and signed is read.
   */
  static Optional<String> textOf(String body, PushMode mode, PushSeal seal) {
    if (!body.stripLeading().startsWith("<xml")) {
      return Optional.empty();
    }
    try {
      Document document = parse(body);
      if (document.getElementsByTagName("Encrypt").getLength() == 0) {
        return Optional.of(mode == PushMode.SAFE ? FAULT : shown(document));
      }
      Optional<String> opened = mode == PushMode.PLAIN ? Optional.empty() : open(document, seal);
      return Optional.of(opened.isEmpty() ? FAULT : shown(parse(opened.get())));
    } catch (SAXException | IOException e) {
      return Optional.of(FAULT);
    }
  }

  private static Optional<String> open(Document document, PushSeal seal) {
    String encrypted = text(document, "Encrypt");
    String signature =
        seal.signature(text(document, "TimeStamp"), text(document, "Nonce"), encrypted);
    return signature.equals(text(document, "MsgSignature"))
        ? seal.decrypt(encrypted)
        : Optional.empty();
  }

  private static String shown(Document document) {
    String type = text(document, "MsgType");
    return switch (type) {
      case "text" -> text(document, "Content");
      case "news" -> text(document, "Title") + " " + text(document, "Url");
      default -> "[" + type + "] " + text(document, "MediaId");
    };
  }

  private static Document parse(String body) throws SAXException, IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(body)));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JVM reads no XML safely", e);
    }
  }

  private static String text(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < found.getLength(); i++) {
      text.add(found.item(i).getTextContent());
    }
    return text.toString();
  }
}
