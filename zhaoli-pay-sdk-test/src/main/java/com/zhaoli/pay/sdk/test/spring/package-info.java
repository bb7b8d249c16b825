/** Starts the fake for a test's application context. Spring finds what is here by itself. */
@NullMarked
package com.zhaoli.pay.sdk.test.spring;

import org.jspecify.annotations.NullMarked;
