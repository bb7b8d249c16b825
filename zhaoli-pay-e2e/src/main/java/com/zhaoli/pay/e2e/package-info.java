/** The demo: the platform's main job, walked through as its users would. */
@NullMarked
package com.zhaoli.pay.e2e;

import org.jspecify.annotations.NullMarked;
