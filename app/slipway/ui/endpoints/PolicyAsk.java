package slipway.ui.endpoints;

import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.base.Twin;
import slipway.scale.ScalePolicy;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;
import slipway.spec.ScaleWords;
import slipway.ui.ScaleGround;
import slipway.ui.widget.Decimals;

/// A scale policy as a person writes it into fields, empty for the usual value. Immutable; any thread.
record PolicyAsk(String min, String max, String concurrency, String downAfter, String zeroAfter, String plan) {
    /// What something can be wrong with.
    enum Field {
        MIN, MAX, CONCURRENCY, DOWN, ZERO, PLAN
    }

    /// What was read.
    ///
    /// @param scale null where something is wrong
    record Answer(@Nullable ScaleSpec scale, Map<Field, String> wrong) {}

    /// What the file says; without a policy, one that changes nothing at once.
    static PolicyAsk of(DeploymentSpec spec) {
        ScaleSpec scale = spec.slipway().scale();
        if (scale == null) {
            int now = Math.max(1, spec.instanceCount());
            return new PolicyAsk("1", String.valueOf(Math.max(now, 4)), "", "", "", "");
        }
        Double atOnce = scale.concurrency();
        return new PolicyAsk(String.valueOf(scale.min()), String.valueOf(scale.max()),
                atOnce == null ? "" : ScaleWords.plain(atOnce).toPlainString(), words(scale.downAfter()), words(scale
                        .zeroAfter()),
                ScaleWords.plan(scale.plan()));
    }

    private static String words(@Nullable Duration time) {
        return time == null ? "" : ScaleWords.time(time);
    }

    /// What is held while none runs stays as the file has it.
    Answer read(DeploymentSpec spec, ScaleGround.Policies policies) {
        var wrong = new EnumMap<Field, String>(Field.class);
        int least = whole(min, 0, text -> wrong.put(Field.MIN, text));
        int most = whole(max, 1, text -> wrong.put(Field.MAX, text));
        Double atOnce = number(text -> wrong.put(Field.CONCURRENCY, text));
        Duration down = time(downAfter, text -> wrong.put(Field.DOWN, text));
        Duration zero = time(zeroAfter, text -> wrong.put(Field.ZERO, text));
        SortedMap<LocalTime, Integer> times = new TreeMap<>();
        try {
            times = ScaleWords.plan(plan);
        } catch (StudioException e) {
            wrong.put(Field.PLAN, words(e.problem()));
        }
        if (!wrong.isEmpty()) return new Answer(null, wrong);
        ScaleSpec old = spec.slipway().scale();
        var scale = new ScaleSpec(least, most, atOnce, down, zero, times, old == null ? null : old.hold(), old == null
                ? null
                : old.holdFor());
        try {
            policies.of(spec, scale);
            return new Answer(scale, Map.of());
        } catch (StudioException e) {
            Field about = e.problem().code().equals("scale.plan") ? Field.PLAN : Field.MAX;
            return new Answer(null, Map.of(about, words(e.problem())));
        }
    }

    private static String words(Problem problem) {
        return problem.what() + (problem.what().endsWith(".") ? " " : ". ") + problem.fix();
    }

    private static int whole(String text, int least, Consumer<String> wrong) {
        String bare = text.strip();
        int number = bare.matches("\\d{1,4}") ? Integer.parseInt(bare) : -1;
        if (number < least || number > ScalePolicy.MOST) {
            wrong.accept(Text.of("scaleview.wrong.whole", least, ScalePolicy.MOST));
        }
        return number;
    }

    private @Nullable Double number(Consumer<String> wrong) {
        String bare = concurrency.strip();
        if (bare.isEmpty()) return null;
        double number = Decimals.read(bare, 6, 3).orElse(0);
        if (number <= 0) wrong.accept(Text.of("scaleview.wrong.number"));
        return number;
    }

    private static @Nullable Duration time(String text, Consumer<String> wrong) {
        if (text.isBlank()) return null;
        Optional<Duration> time = ScaleWords.time(text);
        if (time.isEmpty()) wrong.accept(Text.of("scaleview.wrong.time"));
        return time.orElse(null);
    }

    /// The command that writes `scale`. What the file said and is now as usual is written out: a command changes only
    /// what it names.
    static String command(DeploymentSpec spec, ScaleSpec scale, ScaleGround.Policies policies) {
        ScaleSpec old = spec.slipway().scale();
        ScalePolicy policy = policies.of(spec, scale);
        boolean number = scale.concurrency() != null || (old != null && old.concurrency() != null);
        boolean down = scale.downAfter() != null || (old != null && old.downAfter() != null);
        boolean zero = scale.zeroAfter() != null || (old != null && old.zeroAfter() != null);
        boolean plan = !scale.plan().isEmpty() || (old != null && !old.plan().isEmpty());
        return Twin.of("endpoint scale").add(spec.id()).add("--min", scale.min()).add("--max", scale.max())
                .addIf(number, "--concurrency", ScaleWords.plain(policy.concurrency()).toPlainString())
                .addIf(down, "--down-after", ScaleWords.time(policy.downAfter()))
                .addIf(zero, "--zero-after", ScaleWords.time(policy.zeroAfter()))
                .addIf(plan, "--plan", ScaleWords.plan(scale.plan())).toString();
    }
}
