package com.zhaoli.pay.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.zhaoli.pay.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class PaymentArchitectureTest {
  private static final String ROOT = "com.zhaoli.pay.payment";

  @Test
  void theServiceKeepsTheRulesOfTheProject() {
    ArchitectureRules.check(ROOT);
  }

  @Test
  void callbacksCallNobodyOutside() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".callback..")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("PaymentChannel")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("feign..", "java.net.http..", "okhttp3..")
        .check(imported());
  }

  private static JavaClasses imported() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(ROOT);
  }
}
