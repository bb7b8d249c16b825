/** The merchants' client of zhaoli-pay and its Spring Boot auto-configuration. */
@NullMarked
package com.zhaoli.pay.sdk;

import org.jspecify.annotations.NullMarked;
