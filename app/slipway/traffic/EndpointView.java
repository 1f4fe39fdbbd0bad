package slipway.traffic;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// One endpoint of the gateway as it is now. `port` 0 with `problem` where it could not listen.
public record EndpointView(String name, int port, TrafficPolicy policy, List<Target> targets,
        @Nullable Problem problem) {
    public String url() {
        return "http://127.0.0.1:" + port;
    }
}
