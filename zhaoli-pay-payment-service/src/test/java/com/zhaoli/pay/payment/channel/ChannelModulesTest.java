package com.zhaoli.pay.payment.channel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/** A channel is one package, of which one class shows, and one line that registers it. */
class ChannelModulesTest {
  private static final String ROOT = ChannelModulesTest.class.getPackageName();

  /** Those of tests count too: else one of them would be in every test's context by accident. */
  @Test
  void nothingOfAChannelIsFoundByScanning() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".*..")
        .should()
        .beMetaAnnotatedWith(Component.class)
        .check(new ClassFileImporter().importPackages(ROOT));
  }

  @Test
  void ofAChannelOnlyItsModuleShows() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".*..")
        .and()
        .areTopLevelClasses()
        .and(
            DescribedPredicate.describe(
                "are public", type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
        .should()
        .haveSimpleNameEndingWith("Module")
        .check(production());
  }

  @Test
  void everyChannelHasItsLine() {
    Import lines = ChannelModules.class.getAnnotation(Import.class);
    List<String> registered = Arrays.stream(lines.value()).map(Class::getPackageName).toList();
    List<String> written =
        production().stream()
            .filter(type -> type.isAssignableTo(PaymentChannel.class) && !type.isInterface())
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .toList();
    assertThat(registered).containsExactlyInAnyOrderElementsOf(written);
  }

  private static JavaClasses production() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(ROOT);
  }
}
