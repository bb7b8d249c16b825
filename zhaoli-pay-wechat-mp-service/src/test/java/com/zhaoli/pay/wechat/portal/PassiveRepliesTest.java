package com.zhaoli.pay.wechat.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.wechat.reply.Reply;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PassiveRepliesTest {
  private static final WxMpXmlMessage PUSHED =
      WxMpXmlMessage.fromXml(
          "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName>"
              + "<CreateTime>1700000000</CreateTime><MsgType>text</MsgType></xml>");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "]]></Content><MsgType>news</MsgType><Content><![CDATA[",
        "]]>]]>",
        "a ]]]]> b",
        "<b>&amp;</b> & \"quotes\" ]]",
        "<![CDATA[ inner ]]>",
        "第一行\n第二行 😀"
      })
  void whateverATextHoldsItStaysOneText(String content) throws Exception {
    Element xml = parse(PassiveReplies.message(new Reply.Text(content), PUSHED).toXml());

    assertThat(text(xml, "Content")).containsExactly(content);
    assertThat(text(xml, "MsgType")).containsExactly("text");
    assertThat(text(xml, "ToUserName")).containsExactly("o1");
    assertThat(text(xml, "FromUserName")).containsExactly("gh_1");
  }

  @Test
  void anArticleAndAPictureAreWrittenAsWechatReadsThem() throws Exception {
    Element news =
        parse(
            PassiveReplies.message(
                    new Reply.News(
                        "标题 ]]>", null, "https://a.example/p.png?a=1&b=2", "https://a.example/"),
                    PUSHED)
                .toXml());
    Element picture = parse(PassiveReplies.message(new Reply.Picture("media-1"), PUSHED).toXml());

    assertThat(text(news, "ArticleCount")).containsExactly("1");
    assertThat(text(news, "Title")).containsExactly("标题 ]]>");
    assertThat(text(news, "PicUrl")).containsExactly("https://a.example/p.png?a=1&b=2");
    assertThat(text(picture, "MsgType")).containsExactly("image");
    assertThat(text(picture, "MediaId")).containsExactly("media-1");
  }

  private static Element parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement();
  }

  private static List<String> text(Element xml, String name) {
    NodeList found = xml.getElementsByTagName(name);
    return java.util.stream.IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }
}
