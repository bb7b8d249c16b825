/** How calls travel: signed, bounded, repeated where that is safe. Not for users. */
@NullMarked
package com.zhaoli.pay.sdk.http;

import org.jspecify.annotations.NullMarked;
