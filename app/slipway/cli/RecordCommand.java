package slipway.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.record.Quota;
import slipway.record.RecordingMeta;
import slipway.record.RecordingMeta.Ask;
import slipway.record.RecordingMeta.Counts;
import slipway.record.RecordingMeta.Owner;
import slipway.record.RecordingMeta.State;
import slipway.record.Recordings;
import slipway.record.Redaction;

/// `record ENDPOINT`: asks the running studio to record what passes its gateway, until the time is up or Ctrl-C. Ends 1
/// where the disk was full or the studio went away; what had been written is there all the same.
@Command(name = "record", mixinStandardHelpOptions = true)
final class RecordCommand extends Action {
    private static final Duration LOOK = Duration.ofMillis(200);
    /// Studios look once a second.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Parameters(paramLabel = "ENDPOINT", arity = "0..1")
    private @Nullable String endpoint;

    @Option(names = "--for", paramLabel = "TIME", converter = Durations.class)
    private @Nullable Duration limit;

    @Option(names = "--name", paramLabel = "NAME")
    private @Nullable String name;

    @Option(names = "--redact", paramLabel = "RULES")
    private List<String> redact = List.of();

    @Option(names = "--max-size", paramLabel = "SIZE", converter = Size.Reader.class)
    private @Nullable Size most;

    @Override
    int run() throws InterruptedException {
        String of = endpoint;
        if (of == null) throw new ParameterException(spec().commandLine(), Text.of("cli.record.endpoint-missing"));
        Ask ask = ask(of);
        Running.endpoint(app().workspace(), of);
        Recordings recordings = recordings(app());
        String as = name == null ? recordings.freshName(of) : name;
        recordings.ask(as, ask);
        var told = new CountDownLatch(1);
        Tasks.atShutdown("end recording", () -> endWhole(recordings, as, told));
        try {
            RecordingMeta meta = follow(recordings, as);
            tell(as, meta);
            return meta.state().good() ? 0 : 1;
        } finally {
            told.countDown();
        }
    }

    /// What the options ask for.
    Ask ask(String of) {
        Quota quota = most == null ? Quota.USUAL : Quota.USUAL.withBytes(most.bytes());
        return new Ask(of, limit == null ? 0 : limit.toMillis(), quota, Redaction.parse(redact), Owner.self());
    }

    /// The recordings of the workspace.
    static Recordings recordings(CommandLineApp app) {
        return Recordings.in(app.workspace().resolve(".slipway"));
    }

    private RecordingMeta follow(Recordings recordings, String as) throws InterruptedException {
        long begun = System.nanoTime();
        boolean said = false;
        while (true) {
            RecordingMeta meta = recordings.meta(as);
            if (meta.state().over()) return meta;
            if (meta.state() == State.ASKED && System.nanoTime() - begun > PATIENCE.toNanos()) {
                recordings.end(as);
                throw StudioException.of("record.not-begun", PATIENCE.toSeconds());
            }
            if (meta.state() == State.RECORDING && !said) {
                console().message(Text.of("cli.record.begun", meta.ask().endpoint(), as));
                said = true;
            }
            Tasks.pause(LOOK);
        }
    }

    /// Ctrl-C ends the recording and waits until it is whole and told.
    private static void endWhole(Recordings recordings, String as, CountDownLatch told) {
        try {
            if (told.getCount() > 0 && !recordings.meta(as).state().over()) recordings.end(as);
            if (!told.await(5, TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StudioException e) {
            // it was never begun, or is gone
            System.getLogger(RecordCommand.class.getName()).log(System.Logger.Level.DEBUG, as, e);
        }
    }

    private void tell(String as, RecordingMeta meta) {
        if (app().json()) {
            console().json(map(as, meta));
            return;
        }
        Counts counts = meta.counts();
        console().line(Text.of("cli.record.done", as, counts.exchanges(), Units.bytes(counts.bytes()),
                Text.of(word(meta.state()))));
        if (counts.dropped() > 0) console().message(Text.of("cli.record.dropped", counts.dropped()));
        if (counts.withheld() > 0) console().message(Text.of("cli.record.withheld", counts.withheld()));
        if (meta.why() != null) console().message(meta.why());
    }

    static String word(State state) {
        return switch (state) {
            case ASKED -> "record.state.asked";
            case RECORDING -> "record.state.recording";
            case DONE -> "record.state.done";
            case QUOTA -> "record.state.quota";
            case DISK_FULL -> "record.state.disk-full";
            case FAILED -> "record.state.failed";
            case CUT_OFF -> "record.state.cut-off";
        };
    }

    static Map<String, Object> map(String name, RecordingMeta meta) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", name);
        map.put("endpoint", meta.ask().endpoint());
        map.put("state", meta.state());
        map.put("started", meta.started());
        map.put("ended", meta.ended());
        map.put("exchanges", meta.counts().exchanges());
        map.put("sizeBytes", meta.counts().bytes());
        map.put("dropped", meta.counts().dropped());
        map.put("cut", meta.counts().cut());
        map.put("redacted", meta.counts().redacted());
        map.put("withheld", meta.counts().withheld());
        if (meta.why() != null) map.put("why", meta.why());
        return map;
    }
}
