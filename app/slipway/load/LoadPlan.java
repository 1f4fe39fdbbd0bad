package slipway.load;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import slipway.base.Bytes;

/// An open-loop plan: `rate` requests a second for `duration`, whether or not the server keeps up.
public record LoadPlan(URI url, double rate, Duration duration, String contentType, Bytes body,
        Map<String, String> headers) {}
