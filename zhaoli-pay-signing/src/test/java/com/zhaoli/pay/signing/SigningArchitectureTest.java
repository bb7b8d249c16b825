package com.zhaoli.pay.signing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SigningArchitectureTest {

  /** Of JSpecify only annotations are named, which no JVM asks for when they are missing. */
  @Test
  void signingNeedsTheJdkOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "javax.crypto..", "com.zhaoli.pay.signing..", "org.jspecify.annotations..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("com.zhaoli.pay.signing"));
  }
}
