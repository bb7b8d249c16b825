/** The open API, described from the code that answers it. For tests. */
@NullMarked
package com.zhaoli.pay.openapi;

import org.jspecify.annotations.NullMarked;
