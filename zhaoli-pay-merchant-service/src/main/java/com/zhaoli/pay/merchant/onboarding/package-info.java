/** How a merchant joins: QR code, scan, application, credentials. */
@NullMarked
package com.zhaoli.pay.merchant.onboarding;

import org.jspecify.annotations.NullMarked;
