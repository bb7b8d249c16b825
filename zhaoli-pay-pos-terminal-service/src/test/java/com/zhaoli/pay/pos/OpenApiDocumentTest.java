package com.zhaoli.pay.pos;

import com.zhaoli.pay.openapi.OpenApiFiles;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {

  @Test
  void whatIsDescribedIsWhatAnswers() {
    OpenApiFiles.check("terminal", "com.zhaoli.pay.pos");
  }
}
