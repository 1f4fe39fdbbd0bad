package slipway.bench;

import java.net.URI;
import java.util.List;
import java.util.Map;

import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;

/// The gateway alone in a process of its own, as [GatewayBench] measures it: `BenchGateway BLUE GREEN [MIRROR PERCENT]`
/// with ports of upstreams. Prints its port and serves until its input ends.
final class BenchGateway {
    private BenchGateway() {}

    public static void main(String[] args) throws Exception {
        String mirror = args.length > 2 ? "shadow" : null;
        int percent = args.length > 3 ? Integer.parseInt(args[3]) : 0;
        try (var gateway = new Gateway(new slipway.traffic.Limits(java.time.Duration.ofSeconds(60), 16_000_000, 256,
                512, Integer.getInteger("bench.loops", 2)))) {
            var view = gateway.open("bench", 0,
                    new TrafficPolicy(Map.of("blue", 90, "green", 10), mirror, percent, null));
            gateway.setTarget("bench", target("blue", args[0]));
            gateway.setTarget("bench", target("green", args[1]));
            if (mirror != null) gateway.setTarget("bench", target(mirror, args[2]));
            System.out.println(view.port());
            while (System.in.read() >= 0) {
                // until whoever started it lets go
            }
            System.err.println(gateway.counts("bench") + " " + gateway.mirrorCounts("bench"));
        }
    }

    private static Target target(String name, String port) {
        return new Target(name, 1, List.of(URI.create("http://127.0.0.1:" + port)), "oci-byoc", "/predict");
    }
}
