package slipway.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.rollout.Look;
import slipway.rollout.PlanStep;
import slipway.rollout.RolloutState;
import slipway.rollout.RolloutState.Status;
import slipway.rollout.Said;
import slipway.rollout.Words;
import slipway.rollout.stats.Finding;
import slipway.rollout.stats.Outcome;

/// Tells a rollout as it goes: each line of its log, each change of its verdict, and between them how it stands now
/// and then; as text or as JSON lines. One thread.
final class RolloutLines {
    /// Between two lines about an unchanged verdict.
    private static final long GAP_MILLIS = 2_000;
    private static final long STALL_MILLIS = 10_000;

    private final Console console;
    private final boolean json;
    private int told;
    private int step = -1;
    private @Nullable Outcome outcome;
    private long toldAt;
    private long requests;
    private long grewAt;

    RolloutLines(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void tell(RolloutState state) {
        List<Said> log = state.log();
        for (; told < log.size(); told++)
            line(log.get(told));
        Look look = state.look();
        if (look != null && (look.step() != step || look.verdict().outcome() != outcome
                || look.at().toEpochMilli() - toldAt >= GAP_MILLIS)) {
            step = look.step();
            outcome = look.verdict().outcome();
            toldAt = look.at().toEpochMilli();
            verdict(state, look);
            if (!json && state.status() == Status.RUNNING && stalled(look))
                console.message("  " + Text.of("cli.rollout.no-requests", state.plan().endpoint()));
        }
    }

    /// Whether no request has come for a while, told once for each pause of them: without any it would wait for good.
    private boolean stalled(Look look) {
        long now = look.at().toEpochMilli();
        long all = look.baseline() + look.candidate();
        if (all != requests || grewAt == 0) {
            requests = all;
            grewAt = now;
        }
        if (now - grewAt < STALL_MILLIS) return false;
        grewAt = Long.MAX_VALUE;
        return true;
    }

    void end(RolloutState state) {
        tell(state);
        if (json) {
            Map<String, Object> event = event("end");
            event.put("id", state.id());
            event.put("status", word(state.status()));
            console.jsonLine(event);
        }
    }

    private void line(Said said) {
        if (json) {
            Map<String, Object> event = event("log");
            event.put("at", said.at().toString());
            event.put("what", said.key().substring(said.key().lastIndexOf('.') + 1));
            event.put("text", said.text());
            console.jsonLine(event);
        } else {
            console.line(said.text());
        }
    }

    private void verdict(RolloutState state, Look look) {
        if (!json) {
            if (!state.status().ended()) console.message("  " + Words.now(state));
            return;
        }
        PlanStep now = state.plan().steps().get(look.step());
        Map<String, Object> event = event("verdict");
        event.put("step", look.step() + 1);
        event.put(now.mirror() ? "mirror" : "live", now.percent());
        event.put("outcome", word(look.verdict().outcome()));
        event.put("baseline", look.baseline());
        event.put("candidate", look.candidate());
        event.put("more", state.more());
        event.put("findings", look.verdict().findings().stream().map(RolloutLines::finding).toList());
        console.jsonLine(event);
    }

    private static Map<String, Object> finding(Finding finding) {
        var map = new LinkedHashMap<String, Object>();
        map.put("measure", finding.measure());
        number(map, "baseline", finding.baseline());
        number(map, "candidate", finding.candidate());
        number(map, "low", finding.low());
        number(map, "high", finding.high());
        number(map, "limit", finding.limit());
        map.put("outcome", word(finding.outcome()));
        return map;
    }

    /// JSON has no word for what is not a number: it is left out.
    private static void number(Map<String, Object> map, String name, double value) {
        if (Double.isFinite(value)) map.put(name, value);
    }

    private static Map<String, Object> event(String name) {
        var event = new LinkedHashMap<String, Object>();
        event.put("event", name);
        return event;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
