/** The border between merchants. */
@NullMarked
package com.zhaoli.pay.common.tenant;

import org.jspecify.annotations.NullMarked;
