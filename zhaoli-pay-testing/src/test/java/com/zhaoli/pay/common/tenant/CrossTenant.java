package com.zhaoli.pay.common.tenant;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for the annotation of zhaoli-pay-common, on which this module does not depend. */
@Retention(RetentionPolicy.CLASS)
public @interface CrossTenant {
  String value();
}
