@NullMarked
package com.alipay.api;

import org.jspecify.annotations.NullMarked;
