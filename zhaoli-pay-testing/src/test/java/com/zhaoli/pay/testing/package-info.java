@NullMarked
package com.zhaoli.pay.testing;

import org.jspecify.annotations.NullMarked;
