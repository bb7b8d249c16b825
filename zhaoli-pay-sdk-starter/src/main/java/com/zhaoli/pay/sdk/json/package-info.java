/** JSON without a library, so that none is forced on a merchant. Not for users. */
@NullMarked
package com.zhaoli.pay.sdk.json;

import org.jspecify.annotations.NullMarked;
