/** Keys and certificates for tests of TLS. */
@NullMarked
package com.zhaoli.pay.testing.tls;

import org.jspecify.annotations.NullMarked;
