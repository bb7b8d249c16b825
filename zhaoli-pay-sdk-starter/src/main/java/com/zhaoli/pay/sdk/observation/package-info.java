/** What metrics and traces tell of calls. */
@NullMarked
package com.zhaoli.pay.sdk.observation;

import org.jspecify.annotations.NullMarked;
