/** Where devices' keys are kept. */
@NullMarked
package com.zhaoli.pay.pos.device.internal;

import org.jspecify.annotations.NullMarked;
