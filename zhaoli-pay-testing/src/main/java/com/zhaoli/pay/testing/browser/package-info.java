/** Pages in the system's Chromium, as a person sees them on a screen and in a language. */
@NullMarked
package com.zhaoli.pay.testing.browser;

import org.jspecify.annotations.NullMarked;
