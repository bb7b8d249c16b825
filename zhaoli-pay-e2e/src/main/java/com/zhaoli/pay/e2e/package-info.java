/**
 * The demo: the platform's main job, walked through as its users would; and what such walks share.
 */
@NullMarked
package com.zhaoli.pay.e2e;

import org.jspecify.annotations.NullMarked;
