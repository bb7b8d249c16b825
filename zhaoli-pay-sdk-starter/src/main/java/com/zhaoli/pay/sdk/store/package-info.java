/** Stores with a QR code of their own. */
@NullMarked
package com.zhaoli.pay.sdk.store;

import org.jspecify.annotations.NullMarked;
