package slipway.export;

import java.util.List;

import slipway.export.ProxyPlan.Share;
import slipway.spec.DeploymentSpec.ProbeSpec;

/// The endpoint as a whole `haproxy.cfg`: the same shares and names, with the limits and queues that HAProxy has for
/// each server. Stateless.
final class HaproxyConf {
    private static final String NAMED = "req.fhdr(" + HttpRoute.HEADER + ")";

    private HaproxyConf() {}

    static String text(ProxyPlan plan) {
        var out = new ConfLines();
        boolean logged = plan.endpoint().slipway().logs().access();
        out.line("# Endpoint " + plan.endpoint().name() + ": HAProxy 2.6 or newer in the place of Slipway’s gateway.");
        out.begin("global").line("maxconn 4096");
        if (logged) out.line("log stdout format raw local0");
        long millis = plan.timeout().toMillis();
        out.end().gap().begin("defaults").line("mode http").line("timeout connect 5s")
                .line("timeout client " + millis + "ms").line("timeout server " + millis + "ms")
                .line("timeout http-request 30s");
        if (logged) out.line("log global").line("option httplog");
        out.end().gap();
        out.line("# Docker’s own: containers that were moved, added or started again are found within five seconds");
        out.begin("resolvers docker").line("nameserver dns 127.0.0.11:53").line("hold valid 5s").end().gap();
        frontend(plan, out);
        plan.all().forEach(each -> backend(plan, each, out));
        return out.toString();
    }

    private static void frontend(ProxyPlan plan, ConfLines out) {
        out.begin("frontend endpoint").line("bind :" + ProxyPlan.PORT);
        if (plan.keyed()) {
            out.line("# a line for each key, made by hand: Bearer KEY")
                    .line("acl known req.fhdr(authorization) -m str -f " + ProxyPlan.KEYS)
                    .line("http-request deny deny_status 401 unless known")
                    .line("http-request del-header authorization");
        }
        out.line("http-request deny deny_status 413 if { req.body_size gt " + plan.maxBodyBytes() + " }")
                .line("# a request may name its deployment").line("acl named " + NAMED + " -m found");
        var others = new StringBuilder();
        for (Served each : plan.all()) {
            out.line("acl names-" + each.name() + " " + NAMED + " -m str " + each.name());
            others.append(" !names-").append(each.name());
        }
        out.line("http-request deny deny_status 404 if named" + others)
                .line("http-request set-var(txn.id) req.fhdr(x-request-id)")
                .line("http-request set-var(txn.id) uuid unless { var(txn.id) -m found }")
                .line("http-request set-header x-request-id %[var(txn.id)]")
                .line("http-response set-header x-request-id %[var(txn.id)]");
        split(plan, out);
        out.end();
    }

    private static void split(ProxyPlan plan, ConfLines out) {
        List<Share> live = plan.live();
        if (live.isEmpty()) {
            out.line("http-request deny deny_status 404 unless named");
        } else {
            out.line("# who gets how much of the requests").line("http-request set-var(txn.draw) rand(100)");
            session(plan, out);
        }
        plan.all().forEach(each -> out.line("use_backend " + each.name() + " if names-" + each.name()));
        if (live.isEmpty()) return;
        int sum = 0;
        for (Share each : live.subList(0, live.size() - 1)) {
            sum += each.percent();
            out.line("use_backend " + each.served().name() + " if { var(txn.draw) -m int lt " + sum + " }");
        }
        out.line("default_backend " + live.getLast().served().name());
    }

    private static void session(ProxyPlan plan, ConfLines out) {
        var sticky = plan.sticky();
        if (sticky == null) return;
        String found = sticky.cookie() ? "req.cook(" : "req.fhdr(";
        out.line("# a session stays with its deployment")
                .line("http-request set-var(txn.session) " + found + sticky.name() + ")");
        if (sticky.cookie()) {
            out.line("http-request set-var(txn.begun) uuid unless { var(txn.session) -m found }")
                    .line("http-request set-var(txn.session) var(txn.begun) if { var(txn.begun) -m found }")
                    .line("http-response add-header set-cookie \"" + sticky.name() + "=%[var(txn.begun)]; Path=/; "
                            + "HttpOnly; SameSite=Lax\" if { var(txn.begun) -m found }");
        }
        out.line("http-request set-var(txn.draw) var(txn.session),xxh32,mod(100) if { var(txn.session) -m found }");
    }

    private static void backend(ProxyPlan plan, Served served, ConfLines out) {
        var requests = served.spec().requests();
        out.gap().begin("backend " + served.name()).line("timeout server " + served.timeout().toMillis() + "ms");
        // 0 would mean: as long as it takes
        if (requests.said()) out.line("timeout queue " + Math.max(1, requests.maxQueueWait().toMillis()) + "ms");
        String own = plan.mapped(served);
        if (own != null) {
            out.line("http-request set-path " + own.replace("%", "%%") + " if METH_POST { path " + plan.front()
                    + " }");
        }
        String prefix = ProxyPlan.prefix(served);
        if (!prefix.isEmpty()) {
            out.line("# its server is found below a path of its host")
                    .line("http-request set-path " + prefix.replace("%", "%%") + "%[path]");
        }
        out.line("http-response set-header x-slipway-deployment " + served.name());
        boolean here = served.elsewhere() == null;
        if (here) {
            out.line("option httpchk")
                    .line("http-check send meth GET uri " + ProxyPlan.written(served.routes().ready()))
                    .line("http-check expect status 200");
        }
        out.line(server(served, here)).end();
    }

    private static String server(Served served, boolean here) {
        int replicas = here ? Everywhere.replicas(served.spec()) : 1;
        var line = new StringBuilder(replicas == 1
                ? "server " + served.name()
                : "server-template " + served.name() + "- " + replicas);
        String address = ProxyPlan.address(served);
        line.append(' ').append(address);
        if (ProxyPlan.scheme(served).equals("https")) {
            line.append(" ssl verify required ca-file @system-ca sni str(").append(address.replaceAll(":\\d+$", ""))
                    .append(')');
        }
        var requests = served.spec().requests();
        if (requests.said()) line.append(" maxconn ").append(requests.maxConcurrentPerInstance());
        if (here) line.append(check(served));
        return line.append(" resolvers docker init-addr libc,none").toString();
    }

    private static String check(Served served) {
        ProbeSpec probe = served.spec().readiness();
        String port = served.healthPort() == served.port() ? "" : " port " + served.healthPort();
        return " check" + port + " inter " + probe.period().toSeconds() + "s fastinter 1s rise "
                + probe.successThreshold() + " fall " + probe.failureThreshold();
    }
}
