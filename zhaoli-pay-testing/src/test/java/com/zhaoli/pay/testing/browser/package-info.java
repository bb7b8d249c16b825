@NullMarked
package com.zhaoli.pay.testing.browser;

import org.jspecify.annotations.NullMarked;
