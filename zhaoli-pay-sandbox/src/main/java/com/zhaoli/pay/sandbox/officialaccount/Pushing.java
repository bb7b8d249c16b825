package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.delivery.HeldBack;
import com.zhaoli.pay.sandbox.delivery.Http;
import com.zhaoli.pay.sandbox.delivery.Sender;
import com.zhaoli.pay.sandbox.fault.Faults;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What the pushes of all accounts share. */
@Component
record Pushing(
    SandboxProperties properties,
    Http http,
    Sender sender,
    HeldBack heldBack,
    Faults faults,
    Clock clock) {}
