/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.notify.settings;

import org.jspecify.annotations.NullMarked;
