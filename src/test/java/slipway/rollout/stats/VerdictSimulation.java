package slipway.rollout.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The tables of `docs/verdicts.md`: false alarms and detection of [Judge] and of other rules, by simulation on two
/// threads. [ROLLOUTS [SEED [always-valid]]], with the last word only of the rules that hold at every look; the same seed gives the same tables.
public final class VerdictSimulation {
    static final Gates STRICT = new Gates(0.05, 0, new TreeMap<>(Map.of(0.5, 1.0, 0.95, 1.0)), 0);
    static final Buckets FINE = new Buckets(0.002);
    static final Buckets COARSE = new Buckets(0.01);
    private static final double P95 = 0.95;
    private static final int HORIZON = 20_000;
    private static final int SMALL_SHARE_HORIZON = 5_000;
    /// Detection rates need no more than a tenth of the rollouts that false alarms do.
    private static final int FEWER = 10;

    private final int rollouts;
    private final long seed;

    VerdictSimulation(int rollouts, long seed) {
        this.rollouts = rollouts;
        this.seed = seed;
    }

    public static void main(String[] args) {
        int rollouts = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 20_260;
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "1");
        System.out.printf(Locale.ROOT,
                "Seed %d. A row stands for %,d rollouts in the first two tables, for %,d later.%n",
                seed, rollouts, rollouts / FEWER);
        long began = System.nanoTime();
        if (args.length > 2 && args[2].equals("always-valid")) {
            var some = new VerdictSimulation(rollouts / FEWER, seed);
            some.alwaysValid(2);
            some.alwaysValid(10);
            return;
        }
        var many = new VerdictSimulation(rollouts, seed);
        many.falseAlarms();
        many.atTheLimit();
        var fewer = new VerdictSimulation(rollouts / FEWER, seed);
        fewer.otherRulesWithoutDifference();
        fewer.detection(2);
        fewer.detection(10);
        fewer.decisions();
        fewer.alwaysValid(2);
        fewer.alwaysValid(10);
        System.err.printf("%d s%n", (System.nanoTime() - began) / 1_000_000_000);
    }

    private void falseAlarms() {
        table("False alarms without any difference, looked at after every request", "deployments",
                "strict gates", "default gates");
        for (int period : new int[]{2, 10}) {
            for (double errors : new double[]{0.001, 0.01, 0.05})
                noDifference(errors, Shape.LOGNORMAL, FINE, period, period);
            noDifference(0.01, Shape.HEAVY, FINE, period, period);
            noDifference(0.01, Shape.TWO_MODES, FINE, period, period);
            noDifference(0.01, Shape.LOGNORMAL, COARSE, period, period);
        }
        noDifference(0.01, Shape.LOGNORMAL, FINE, 10, 2);
    }

    private void noDifference(double errors, Shape shape, Buckets buckets, int period, int later) {
        var same = new Deployment(buckets, errors, shape, Setting.SAME);
        var setting = new Setting(buckets, same, same, period, later, horizon(period));
        String name = String.format(Locale.ROOT, "%s %% errors, %s%s, %s", number(100 * errors), shape.words,
                buckets == COARSE ? " in buckets of 1 %" : "",
                later == period ? share(period) : share(period) + " then " + share(later));
        Tally[] alarms = alarms(setting);
        row(name, alarms[0].percent(), alarms[1].percent());
    }

    /// With strict gates and with the default ones. The intervals are the same, so who is beyond the default limit was
    /// beyond the strict one: only those are run again.
    Tally[] alarms(Setting setting) {
        int[][] both = all(int[][]::new, i -> {
            int strict = alarm(setting, STRICT, i);
            return new int[]{strict, strict == 0 ? 0 : alarm(setting, Gates.DEFAULT, i)};
        });
        return new Tally[]{Tally.of(Arrays.stream(both).mapToInt(ends -> ends[0]).toArray()),
                Tally.of(Arrays.stream(both).mapToInt(ends -> ends[1]).toArray())};
    }

    private int alarm(Setting setting, Gates gates, int rollout) {
        Rollout.End end = new Rollout(setting, gates, false, Setting.random(seed, rollout)).run();
        return end.outcome() == Outcome.WORSE ? end.requests() : 0;
    }

    /// The hardest cases that are still no worse, and the mildest that are worse.
    private void atTheLimit() {
        table("At the limit of the default gates: one point more errors, or all latencies 1.25 times",
                "candidate", "called worse", "called no worse");
        for (int period : new int[]{2, 10}) {
            var base = new Deployment(FINE, 0.01, Shape.LOGNORMAL, Setting.SAME);
            limit("errors", base, new Deployment(FINE, 0.02, Shape.LOGNORMAL, Setting.SAME), period);
            limit("latencies", base, new Deployment(FINE, 0.01, Shape.LOGNORMAL, Setting.times(1.25)), period);
        }
    }

    private void limit(String what, Deployment base, Deployment candidate, int period) {
        var setting = new Setting(FINE, base, candidate, period, period, horizon(period));
        Rollout.End[] ends = ends(setting, Gates.DEFAULT, true);
        row(what + ", " + share(period), tally(ends, Outcome.WORSE).percent(),
                tally(ends, Outcome.NO_WORSE).percent());
    }

    private void otherRulesWithoutDifference() {
        table("False alarms of other rules without any difference, one measure each", "measure", "looked at once",
                "the same after every request", "Kayenta’s, every " + Rivals.INTERVAL + " requests");
        for (int period : new int[]{2, 10}) {
            for (double errors : new double[]{0.001, 0.01, 0.05}) {
                Tally[] rivals = rivals(setting(errors, 0, Setting.SAME, period), 0, horizon(period));
                row(number(100 * errors) + " % errors, " + share(period), rivals[0].percent(), rivals[1].percent(),
                        rivals[2].percent());
            }
            Tally[] rivals = rivals(setting(0.01, 0, Setting.SAME, period), P95, horizon(period));
            row("p95, " + share(period), rivals[0].percent(), rivals[1].percent(), rivals[2].percent());
        }
    }

    private void detection(int period) {
        table("Detection within " + String.format(Locale.ROOT, "%,d", horizon(period)) + " requests of the candidate, "
                + share(period), "candidate", "Slipway, strict gates", "planned for 80 %, looked at once",
                "the same after every request", "Kayenta’s");
        for (double base : new double[]{0.001, 0.01})
            for (double shift : new double[]{0.005, 0.01, 0.02, 0.05}) {
                double variance = base * (1 - base) / (period - 1) + (base + shift) * (1 - base - shift);
                detection(number(100 * base) + " % errors and " + points(shift),
                        setting(base, shift, Setting.SAME, period), 0, planned(variance / (shift * shift), period));
            }
        // the density of the log-normal at its p95, in parts of the value
        double density = 0.1031 / 0.5;
        for (double shift : new double[]{0.05, 0.1, 0.25}) {
            double variance = P95 * (1 - P95) * (1 + 1.0 / (period - 1)) / (density * density);
            int planned = planned(variance / Math.pow(Math.log1p(shift), 2), period);
            String slower = Math.round(100 * shift) + " % slower";
            detection("tail " + slower, setting(0.01, 0, Setting.tail(1 + shift), period), P95, planned);
            detection("all " + slower, setting(0.01, 0, Setting.times(1 + shift), period), P95, planned);
        }
    }

    private void detection(String name, Setting setting, double q, int planned) {
        Tally[] rivals = rivals(setting, q, planned);
        row(name, tally(ends(setting, STRICT, false), Outcome.WORSE).toString(),
                String.format(Locale.ROOT, "%.0f %%, %,d", 100 * rivals[0].share(), planned), rivals[1].toString(),
                rivals[2].toString());
    }

    private void alwaysValid(int period) {
        String ours = "Slipway, errors alone";
        String blocks = "safe test in blocks";
        table("Rules that hold at every look, without any difference, " + share(period), "errors", ours, "mSPRT",
                blocks);
        for (double errors : new double[]{0.001, 0.01, 0.05}) {
            Tally[] ran = alwaysValid(setting(errors, 0, Setting.SAME, period));
            row(number(100 * errors) + " %", ran[0].percent(), ran[1].percent(), ran[2].percent());
        }
        table("Rules that hold at every look: detection within " + String.format(Locale.ROOT, "%,d", horizon(period))
                + " requests of the candidate, " + share(period), "candidate", ours, "mSPRT", blocks);
        for (double base : new double[]{0.001, 0.01})
            for (double shift : new double[]{0.005, 0.01, 0.02, 0.05}) {
                Tally[] ran = alwaysValid(setting(base, shift, Setting.SAME, period));
                row(number(100 * base) + " % errors and " + points(shift), ran[0].toString(), ran[1].toString(),
                        ran[2].toString());
            }
    }

    Tally[] alwaysValid(Setting setting) {
        AlwaysValid[] ran = all(AlwaysValid[]::new, i -> new AlwaysValid(setting).run(Setting.random(seed, i)));
        return new Tally[]{Tally.of(Arrays.stream(ran).mapToInt(one -> one.oursAt).toArray()),
                Tally.of(Arrays.stream(ran).mapToInt(one -> one.msprtAt).toArray()),
                Tally.of(Arrays.stream(ran).mapToInt(one -> one.blocksAt).toArray())};
    }

    private void decisions() {
        table("What the default gates say, and after how many requests of the candidate; 1 % errors", "candidate",
                "worse", "no worse");
        for (int period : new int[]{2, 10}) {
            decision("no difference", 0, Setting.SAME, period);
            for (double shift : new double[]{0.005, 0.01, 0.02, 0.05})
                decision(points(shift) + " more errors", shift, Setting.SAME, period);
            for (double shift : new double[]{0.05, 0.1, 0.25, 0.5})
                decision("all " + Math.round(100 * shift) + " % slower", 0, Setting.times(1 + shift), period);
        }
    }

    private void decision(String name, double shift, DoubleUnaryOperator slower, int period) {
        Rollout.End[] ends = ends(setting(0.01, shift, slower, period), Gates.DEFAULT, true);
        row(name + ", " + share(period), tally(ends, Outcome.WORSE).toString(),
                tally(ends, Outcome.NO_WORSE).toString());
    }

    private static Setting setting(double errors, double more, DoubleUnaryOperator slower, int period) {
        return new Setting(FINE, new Deployment(FINE, errors, Shape.LOGNORMAL, Setting.SAME),
                new Deployment(FINE, errors + more, Shape.LOGNORMAL, slower), period, period, horizon(period));
    }

    /// For one chance in twenty of a false alarm and four in five of a detection.
    private static int planned(double varianceOverSquare, int period) {
        double z = Normal.quantile(0.95) + Normal.quantile(0.8);
        return Math.min(horizon(period), (int) Math.ceil(z * z * varianceOverSquare));
    }

    private Rollout.End[] ends(Setting setting, Gates gates, boolean untilFine) {
        return all(Rollout.End[]::new,
                i -> new Rollout(setting, gates, untilFine, Setting.random(seed, i)).run());
    }

    private static Tally tally(Rollout.End[] ends, Outcome outcome) {
        return Tally.of(Arrays.stream(ends).mapToInt(end -> end.outcome() == outcome ? end.requests() : 0).toArray());
    }

    private Tally[] rivals(Setting setting, double q, int look) {
        Rivals[] ran = all(Rivals[]::new, i -> new Rivals(setting, q).run(Setting.random(seed, i), look));
        return new Tally[]{Tally.of(Arrays.stream(ran).mapToInt(one -> one.once ? look : 0).toArray()),
                Tally.of(Arrays.stream(ran).mapToInt(one -> one.peeked).toArray()),
                Tally.of(Arrays.stream(ran).mapToInt(one -> one.kayentaAt).toArray())};
    }

    private <T> T[] all(IntFunction<T[]> array, IntFunction<T> rollout) {
        return IntStream.range(0, rollouts).parallel().mapToObj(rollout).toArray(array);
    }

    private static int horizon(int period) {
        return period == 2 ? HORIZON : SMALL_SHARE_HORIZON;
    }

    private static String share(int period) {
        return period == 2 ? "50/50" : "90/10";
    }

    private static String points(double shift) {
        return number(100 * shift) + (shift == 0.01 ? " point" : " points");
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static void table(String title, String... columns) {
        System.out.printf("%n### %s%n%n", title);
        System.out.println("| " + String.join(" | ", columns) + " |");
        System.out.println("|" + "---|".repeat(columns.length));
    }

    private static void row(String name, String... cells) {
        System.out.println("| " + name + " | " + String.join(" | ", List.of(cells)) + " |");
    }
}
