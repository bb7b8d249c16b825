/** What the fake and the platform have to do alike. */
@NullMarked
package com.zhaoli.pay.sdk.test.contract;

import org.jspecify.annotations.NullMarked;
