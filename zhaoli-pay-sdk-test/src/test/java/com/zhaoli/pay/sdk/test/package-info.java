/** Tests of the fake. */
@NullMarked
package com.zhaoli.pay.sdk.test;

import org.jspecify.annotations.NullMarked;
