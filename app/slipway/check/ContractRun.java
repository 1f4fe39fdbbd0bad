package slipway.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.contract.Profile;

/// Judges one subject by one profile: launches it if it can be launched, looks rule by rule, and ends it. One thread.
///
/// A rule whose kind needs another is judged after that one, and skipped with the reason where that one is broken: so
/// one defect breaks the rule that it is about and not all behind it.
final class ContractRun {
    /// Kinds that end or change the server, in the order they are judged after all others.
    private static final List<String> LAST = List.of("slow-client", "concurrent", "probe-under-load",
            "artifact-read-only", "debug-off", "writes", "no-network", "no-calls", "bind-to-port", "restart", "stop");
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Bench bench;
    private final Runnable judged;
    private final Map<String, RuleResult> results = new HashMap<>();
    private final Map<String, Outcome> byKind = new HashMap<>();

    /// @param judged called after each rule
    ContractRun(Bench bench, Runnable judged) {
        this.bench = bench;
        this.judged = judged;
    }

    /// @param servers null where the subject cannot be launched under this contract
    /// @param address of somebody else's server; null to launch one
    ContractResult run(@Nullable Servers servers, @Nullable Server address) throws InterruptedException {
        long begin = System.nanoTime();
        Profile profile = bench.profile();
        Server server = null;
        try {
            server = address == null ? launch(servers) : address;
            if (server != null) {
                bench.started(server, watch(server));
                if (servers != null && reached()) bench.beginAsides(servers);
            }
            for (Profile.Rule rule : ordered(profile.rules())) {
                judge(rule);
            }
        } finally {
            end(server);
        }
        var rules = profile.rules().stream().map(rule -> results.get(rule.id())).toList();
        return new ContractResult(profile.id(), profile.title(), profile.edition(), rules,
                (System.nanoTime() - begin) / 1e6);
    }

    private boolean reached() {
        Start start = bench.start();
        return start != null && start.reached();
    }

    private @Nullable Server launch(@Nullable Servers servers) throws InterruptedException {
        if (servers == null) return null;
        try {
            return servers.launch(bench.subject(), bench.contract(), bench.profile(),
                    new Servers.Way(slipway.engine.ContainerSettings.NETWORK_DEFAULT, bench.port()),
                    slipway.base.Progress.NONE);
        } catch (StudioException e) {
            // an engine that will not start it, as a platform would not
            String detail = e.problem().detail();
            bench.failed(new Start(Start.How.ENDED, Duration.ZERO, List.of(), null, null, -1,
                    e.problem().what() + (detail == null ? "" : ": " + detail)));
            return null;
        }
    }

    private Start watch(Server server) throws InterruptedException {
        Profile profile = bench.profile();
        bench.began(server);
        return new StartWatch(server, bench.client(), profile.live(), bench.model(profile.ready()),
                profile.health().timeout()).await(limit(server, profile),
                        () -> bench.client().ask(bench.ask(bench.request())).exchange());
    }

    /// A server that somebody else started is either there or not.
    private static Duration limit(Server server, Profile profile) {
        Duration most = profile.health().startLimit();
        return server.instance() == null && most.compareTo(ELSEWHERE) > 0 ? ELSEWHERE : most;
    }

    /// What disturbs comes after what is quiet.
    private static List<Profile.Rule> ordered(List<Profile.Rule> rules) {
        var quiet = new ArrayList<Profile.Rule>();
        var last = new ArrayList<Profile.Rule>();
        for (Profile.Rule rule : rules)
            (LAST.contains(rule.check()) ? last : quiet).add(rule);
        last.sort((one, other) -> Integer.compare(LAST.indexOf(one.check()), LAST.indexOf(other.check())));
        quiet.addAll(last);
        return quiet;
    }

    private Outcome judge(Profile.Rule rule) throws InterruptedException {
        if (results.containsKey(rule.id())) return byKind.getOrDefault(rule.check(), Outcome.skipped("unknown-kind"));
        Kind kind = Kinds.byName(rule.check());
        long begin = System.nanoTime();
        Outcome outcome = kind == null ? Outcome.skipped("unknown-kind", rule.check()) : look(kind, rule);
        // several rules of one kind: what others need of it is broken when one is
        byKind.merge(rule.check(), outcome, (one, next) -> one.kind() == Outcome.Kind.BROKEN ? one : next);
        results.put(rule.id(), result(rule, kind, outcome, (System.nanoTime() - begin) / 1e6));
        judged.run();
        return outcome;
    }

    private Outcome look(Kind kind, Profile.Rule rule) throws InterruptedException {
        for (String need : kind.needs()) {
            Outcome unmet = unmet(need);
            if (unmet != null) return unmet;
        }
        try {
            return kind.look().at(bench, rule);
        } catch (StudioException e) {
            return Outcome.skipped("not-looked", e.problem().what());
        }
    }

    /// Why a kind that others need is not as they need it; null where it is, or where the profile does not ask for it.
    private @Nullable Outcome unmet(String need) throws InterruptedException {
        for (Profile.Rule rule : bench.profile().rules()) {
            if (!rule.check().equals(need)) continue;
            Outcome outcome = judge(rule);
            // never launched: nothing behind it can be looked at, for the same reason
            if (need.equals("starts") && outcome.kind() == Outcome.Kind.SKIPPED) {
                return new Outcome(Outcome.Kind.UNREACHED, outcome.evidence(), List.of());
            }
            if (outcome.kind() == Outcome.Kind.BROKEN) return Outcome.unreached(bench.profile().idOf(rule));
            if (outcome.kind() == Outcome.Kind.UNREACHED) return outcome;
        }
        return null;
    }

    private RuleResult result(Profile.Rule rule, @Nullable Kind kind, Outcome outcome, double millis) {
        Object[] words = kind == null ? new Object[0] : kind.words().of(bench, rule).toArray();
        Verdict verdict = switch (outcome.kind()) {
            case KEPT -> Verdict.PASS;
            case SKIPPED, UNREACHED -> Verdict.SKIP;
            case BROKEN -> switch (rule.severity()) {
                case FAIL -> Verdict.FAIL;
                case WARN -> Verdict.WARN;
            };
        };
        String asks = rule.asks();
        String fix = rule.fix();
        return new RuleResult(bench.profile().idOf(rule), rule.row(), verdict, outcome.evidence(), rule.source(),
                asks == null ? text(rule, "asks", words) : asks, fix == null ? text(rule, "fix", words) : fix,
                outcome.exchanges(), millis);
    }

    private static String text(Profile.Rule rule, String part, Object[] words) {
        String key = "check.kind." + rule.check() + "." + part;
        return Text.has(key) ? Text.of(key, words) : "";
    }

    private void end(@Nullable Server server) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        try {
            if (server != null && server.instance() != null && server.running()) {
                server.instance().stop(interrupted ? Duration.ZERO : GRACE);
            }
        } finally {
            bench.close();
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
