package com.zhaoli.pay.payment.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.zhaoli.pay.payment.channel.ChannelAccountType.Setting;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How an account's settings are described and tried. */
public interface ChannelAccountContract extends ChannelContract {

  private ChannelAccount with(Map<String, String> changes) {
    ChannelAccount good = fixture().account();
    Map<String, String> settings = new HashMap<>(good.settings());
    settings.putAll(changes);
    settings.values().removeIf(String::isEmpty);
    return new ChannelAccount(good.channel(), good.channelAccountNo(), 7, settings);
  }

  @Test
  default void everySettingIsDescribed() {
    assertThat(fixture().type().channel()).isEqualTo(fixture().here().channel());
    assertThat(fixture().type().settings())
        .extracting(Setting::name)
        .doesNotHaveDuplicates()
        .containsAll(fixture().account().settings().keySet());
    assertThat(fixture().type().settings())
        .allSatisfy(setting -> assertThat(setting.meaning()).endsWith("."))
        .anySatisfy(setting -> assertThat(setting.secret()).isTrue());
  }

  @Test
  default void goodSettingsWorkAndChangeNothingThere() {
    assertThat(fixture().type().tryOut(fixture().account())).isEqualTo(new Trial.Works());
    assertThat(fixture().there().calls()).isPositive();
    assertThat(fixture().there().books().trades()).isEmpty();
  }

  @Test
  default void wrongSettingsAreNamed() {
    assertThat(fixture().there().wrongSettings()).isNotEmpty();
    for (Map<String, String> wrong : fixture().there().wrongSettings()) {
      Trial trial = fixture().type().tryOut(with(wrong));
      assertThat(trial).as("wrong %s", wrong.keySet()).isInstanceOf(Trial.Wrong.class);
      assertThat(((Trial.Wrong) trial).sentence())
          .as("wrong %s", wrong.keySet())
          .containsAnyOf(wrong.keySet().toArray(String[]::new))
          .endsWith(".");
      wrong.values().stream()
          .filter(value -> value.length() > 20)
          .forEach(value -> assertThat(trial.toString()).doesNotContain(value));
    }
  }

  @Test
  default void aMissingSettingIsNamed() {
    for (Setting setting : fixture().type().settings()) {
      if (setting.required()) {
        Trial trial = fixture().type().tryOut(with(Map.of(setting.name(), "")));
        assertThat(trial).as(setting.name()).isInstanceOf(Trial.Wrong.class);
        assertThat(((Trial.Wrong) trial).sentence()).contains(setting.name());
      }
    }
    assertThat(fixture().there().calls()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "MALFORMED", "UNKNOWN_CODE", "SERVER_ERROR"})
  default void withoutAClearAnswerATrialIsUnclear(Behaviour behaviour) {
    fixture().there().behave(behaviour);
    assertThat(fixture().type().tryOut(fixture().account())).isInstanceOf(Trial.Unclear.class);
  }

  @Test
  default void anAnswerThatSomebodyElseSignedIsNotTheChannels() {
    fixture().there().behave(Behaviour.FORGED);
    assertThat(fixture().type().tryOut(fixture().account())).isNotInstanceOf(Trial.Works.class);
  }

  @Test
  default void aTrialOfAChannelThatIsNotThereIsUnclear() {
    fixture().there().close();
    assertThatCode(() -> fixture().type().tryOut(fixture().account())).doesNotThrowAnyException();
    assertThat(fixture().type().tryOut(fixture().account())).isInstanceOf(Trial.Unclear.class);
  }
}
