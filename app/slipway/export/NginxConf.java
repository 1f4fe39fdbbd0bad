package slipway.export;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import slipway.export.ProxyPlan.Share;

/// The endpoint as a whole `nginx.conf`: the same shares, copies and names. Stateless.
final class NginxConf {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]");

    private NginxConf() {}

    static String text(ProxyPlan plan) {
        var out = new ConfLines();
        out.line(
                "# Endpoint " + plan.endpoint().name() + ": nginx 1.13.10 or newer in the place of Slipway’s gateway.");
        out.line("worker_processes auto;").open("events").line("worker_connections 4096;").close().open("http");
        out.line("server_tokens off;").line("access_log " + (plan.endpoint().slipway().logs().access()
                ? "/dev/stdout"
                : "off") + ";");
        out.line("# Docker’s own: containers that were moved, added or started again are found within five seconds");
        out.line("resolver 127.0.0.11 valid=5s ipv6=off;");
        // the usual 64 bytes keep nginx from starting with one long word in a map, a key that was put in by hand say
        out.line("map_hash_bucket_size 1024;");
        ids(plan, out);
        split(plan, out);
        targets(plan, out);
        for (int i = 0; i < plan.copies().size(); i++)
            copies(plan, i, out);
        if (plan.keyed()) {
            out.gap().line("# a line for each key, made by hand: \"~^Bearer \\QKEY\\E$\" yes;")
                    .open("map $http_authorization $known")
                    .line("default \"\";").line("include " + ProxyPlan.KEYS + ";").close();
        }
        server(plan, out);
        return out.close().toString();
    }

    /// The ids of requests, and what the draw is made of: the request, or the session it belongs to.
    private static void ids(ProxyPlan plan, ConfLines out) {
        out.open("map $http_x_request_id $sent_id").line("\"\" $request_id;").line("default $http_x_request_id;")
                .close();
        var sticky = plan.sticky();
        if (sticky == null) return;
        String variable = sticky.cookie()
                ? "$cookie_" + sticky.name()
                : "$http_" + sticky.name().toLowerCase(Locale.ROOT).replace('-', '_');
        out.gap().line("# a session stays with its deployment").open("map " + variable + " $session")
                .line("\"\" $request_id;").line("default " + variable + ";").close();
        if (!sticky.cookie()) return;
        out.open("map " + variable + " $begun")
                .line("\"\" \"" + sticky.name() + "=$request_id; Path=/; HttpOnly; SameSite=Lax\";")
                .line("default \"\";").close();
    }

    private static void split(ProxyPlan plan, ConfLines out) {
        List<Share> live = plan.live();
        out.gap().line("# who gets how much of the requests");
        if (live.isEmpty()) {
            out.open("map \"\" $by_weight").line("default \"\";").close();
            return;
        }
        out.open("split_clients \"" + (plan.sticky() == null ? "$request_id" : "$session") + "\" $by_weight");
        for (Share each : live.subList(0, live.size() - 1))
            out.line(each.percent() + "% " + each.served().name() + ";");
        // the last one takes what is left, so that the sum has no gap
        out.line("* " + live.getLast().served().name() + ";").close();
    }

    private static void targets(ProxyPlan plan, ConfLines out) {
        out.gap().line("# a request may name its deployment").open("map $http_azureml_model_deployment $deployment")
                .line("\"\" $by_weight;");
        // a pattern, since plain words are compared without their case
        plan.all().forEach(each -> out.line("\"~^" + each.name() + "$\" " + each.name() + ";"));
        out.line("default \"\";").close().open("map $deployment $address");
        plan.all().forEach(each -> out.line("\"~^" + each.name() + "$\" " + url(each) + ";"));
        out.line("default \"\";").close();
        out.line("# paths go on as they came, except for predictions where a server has another route");
        out.open("map \"$request_method $deployment:$request_uri\" $target");
        for (Served each : plan.all()) {
            String own = plan.mapped(each);
            if (own != null) out.line(rewrite("POST " + each.name() + ":", plan, own));
        }
        out.line("default $request_uri;").close();
    }

    private static String rewrite(String begin, ProxyPlan plan, String own) {
        String front = SPECIAL.matcher(String.valueOf(plan.front())).replaceAll("\\\\$0");
        return "\"~^" + begin + front + "(\\?|$)\" \"" + own + "$is_args$args\";";
    }

    private static String url(Served served) {
        return ProxyPlan.scheme(served) + "://" + ProxyPlan.address(served) + ProxyPlan.prefix(served);
    }

    /// Who is named by a request gets it, and nobody a copy of it.
    private static void copies(ProxyPlan plan, int i, ConfLines out) {
        Share copy = plan.copies().get(i);
        String name = copy.served().name();
        out.gap().line("# copies for " + name + "; nobody waits for their answers")
                .open("split_clients \"" + name + "$request_id\" $drawn_" + i);
        if (copy.percent() < 100) out.line(copy.percent() + "% yes;").line("* \"\";");
        else
            out.line("* yes;");
        out.close().open("map $http_azureml_model_deployment $copied_" + i).line("\"\" $drawn_" + i + ";")
                .line("default \"\";").close();
        String own = plan.mapped(copy.served());
        if (own == null) return;
        out.open("map \"$request_method $request_uri\" $copy_target_" + i).line(rewrite("POST ", plan, own))
                .line("default $request_uri;").close();
    }

    private static void server(ProxyPlan plan, ConfLines out) {
        long millis = plan.timeout().toMillis();
        out.gap().open("server").line("listen " + ProxyPlan.PORT + ";")
                .line("client_max_body_size " + plan.maxBodyBytes() + ";").line("proxy_http_version 1.1;")
                .line("proxy_connect_timeout 5s;").line("proxy_send_timeout " + millis + "ms;")
                .line("proxy_read_timeout " + millis + "ms;")
                .line("# an answer is passed on as it comes, piece by piece").line("proxy_buffering off;")
                .line("proxy_set_header Connection \"\";").line("proxy_set_header x-request-id $sent_id;");
        if (plan.keyed()) out.line("proxy_set_header Authorization \"\";");
        if (plan.all().stream().anyMatch(each -> ProxyPlan.scheme(each).equals("https"))) {
            out.line("proxy_ssl_server_name on;").line("proxy_ssl_verify on;").line("proxy_ssl_verify_depth 4;")
                    .line("proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;");
        }
        out.gap().open("location /");
        if (plan.keyed()) out.open("if ($known = \"\")").line("return 401;").close();
        out.open("if ($deployment = \"\")").line("return 404;").close();
        for (int i = 0; i < plan.copies().size(); i++)
            out.line("mirror " + door(i) + ";");
        out.line("proxy_pass $address$target;").line("add_header x-slipway-deployment $deployment always;")
                .line("add_header x-request-id $sent_id always;");
        var sticky = plan.sticky();
        if (sticky != null && sticky.cookie()) out.line("add_header Set-Cookie $begun always;");
        out.close();
        for (int i = 0; i < plan.copies().size(); i++)
            copyDoor(plan, i, out);
        out.close();
    }

    private static String door(int i) {
        return "/-/copy/" + i;
    }

    private static void copyDoor(ProxyPlan plan, int i, ConfLines out) {
        Served served = plan.copies().get(i).served();
        String address = "$copy_address_" + i;
        out.open("location = " + door(i)).line("internal;").open("if ($copied_" + i + " = \"\")").line("return 204;")
                .close().line("set " + address + " " + url(served) + ";")
                .line("proxy_pass " + address + (plan.mapped(served) == null ? "$request_uri" : "$copy_target_" + i)
                        + ";")
                .close();
    }
}
