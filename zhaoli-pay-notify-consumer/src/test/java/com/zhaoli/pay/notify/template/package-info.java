/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.notify.template;

import org.jspecify.annotations.NullMarked;
