/** The audit log of a service. */
@NullMarked
package com.zhaoli.pay.common.trail;

import org.jspecify.annotations.NullMarked;
