/** The keys of the app that calls. */
@NullMarked
package com.zhaoli.pay.sdk.key;

import org.jspecify.annotations.NullMarked;
