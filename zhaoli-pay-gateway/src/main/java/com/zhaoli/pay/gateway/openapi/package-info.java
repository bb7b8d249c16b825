/** The signature check of the open API, in the order of spec/open-api-signing.md. */
@NullMarked
package com.zhaoli.pay.gateway.openapi;

import org.jspecify.annotations.NullMarked;
