/** Parts of long lists. */
@NullMarked
package com.zhaoli.pay.sdk.page;

import org.jspecify.annotations.NullMarked;
