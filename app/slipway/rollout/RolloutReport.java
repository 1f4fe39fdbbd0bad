package slipway.rollout;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.rollout.stats.Finding;
import slipway.store.AtomicFiles;
import slipway.store.SignedFile;
import slipway.store.WorkspaceKey;

/// The evidence of a rollout to keep: JSON for scripts, and one page for people. Stateless.
public final class RolloutReport {
    private static final JsonMapper JSON = JsonMapper.shared();
    /// With the same line breaks everywhere, as what is signed has to have.
    private static final ObjectWriter PRETTY = JSON.writer().with(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n")).withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private RolloutReport() {}

    /// Writes a page where the name ends in `.html`, else JSON; signed with `key` in the way of all reports.
    public static void write(RolloutState state, Path file, WorkspaceKey key) {
        AtomicFiles.write(file, file.toString().endsWith(".html")
                ? SignedFile.html(html(state), key)
                : SignedFile.json(json(state), key));
    }

    public static String html(RolloutState state) {
        return RolloutHtml.page(state);
    }

    public static String json(RolloutState state) {
        ObjectNode root = JSON.createObjectNode();
        RolloutPlan plan = state.plan();
        root.put("id", state.id()).put("endpoint", plan.endpoint()).put("baseline", plan.baseline())
                .put("candidate", plan.candidate()).put("status", word(state.status()))
                .put("startedAt", state.started().toString());
        if (state.ended() != null) root.put("endedAt", state.ended().toString());
        root.set("before", JSON.valueToTree(state.before()));
        gates(root.putObject("gates"), plan);
        ArrayNode steps = root.putArray("steps");
        for (int i = 0; i < plan.steps().size(); i++)
            step(steps.addObject(), plan.steps().get(i), state.steps().get(i), last(state, i));
        ArrayNode swaps = root.putArray("swaps");
        state.swaps().forEach(swap -> swap(swaps.addObject(), swap));
        ArrayNode log = root.putArray("log");
        state.log().forEach(line -> log.addObject().put("at", line.at().toString()).put("text", line.text()));
        return PRETTY.writeValueAsString(root);
    }

    private static void gates(ObjectNode node, RolloutPlan plan) {
        node.put("alpha", plan.gates().alpha()).put("errorMargin", plan.gates().errorMargin());
        ObjectNode latency = node.putObject("latency");
        plan.gates().latency().forEach((quantile, times) -> latency.put(String.valueOf(quantile), times));
        if (plan.gates().agreement() > 0) node.put("agreement", plan.gates().agreement());
    }

    private static void step(ObjectNode node, PlanStep step, StepState state, List<Finding> findings) {
        node.put(step.mirror() ? "mirror" : "live", step.percent()).put("least", step.least())
                .put("holdMs", step.hold().toMillis()).put("limitMs", step.limit().toMillis())
                .put("status", word(state.status())).put("requests", state.requests());
        if (state.began() != null) node.put("beganAt", state.began().toString());
        if (state.ended() != null) node.put("endedAt", state.ended().toString());
        ArrayNode array = node.putArray("findings");
        findings.forEach(finding -> finding(array.addObject(), finding));
    }

    /// The findings of the newest look at a step.
    static List<Finding> last(RolloutState state, int step) {
        return state.looks().reversed().stream().filter(look -> look.step() == step).findFirst()
                .map(look -> look.verdict().findings()).orElse(List.of());
    }

    private static void finding(ObjectNode node, Finding finding) {
        node.put("measure", finding.measure());
        number(node, "baseline", finding.baseline());
        number(node, "candidate", finding.candidate());
        number(node, "low", finding.low());
        number(node, "high", finding.high());
        number(node, "limit", finding.limit());
        node.put("outcome", word(finding.outcome()));
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) node.put(name, value);
    }

    private static void swap(ObjectNode node, SwapReport swap) {
        node.put("at", swap.at().toString()).put("before", swap.before()).put("after", swap.after())
                .put("requests", swap.requests()).put("lost", swap.lost()).put("failed", swap.failed())
                .put("left", swap.left()).put("serverErrors", swap.serverErrors())
                .put("longestPauseMs", swap.longestPauseNanos() / 1e6)
                .put("longestWaitMs", swap.longestWaitNanos() / 1e6).put("drainMs", swap.drainNanos() / 1e6);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
