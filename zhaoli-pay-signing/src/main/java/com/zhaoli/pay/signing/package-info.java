/**
 * Request signatures of the open API and webhook signatures, as {@code spec/open-api-signing.md}
 * defines them. Uses the JDK only, so that gateway, services and the merchants' starter share one
 * implementation without sharing a framework version.
 */
@NullMarked
package com.zhaoli.pay.signing;

import org.jspecify.annotations.NullMarked;
