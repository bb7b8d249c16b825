/** The error catalogue and the one error body of the platform. */
@NullMarked
package com.zhaoli.pay.common.error;

import org.jspecify.annotations.NullMarked;
