package slipway.base;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// An action under way, by the thread that does it and those it starts: what is asked of an engine meanwhile belongs to
/// it, and so does what is told of it. Begun by [Tasks] and by clicks; calls after its end are nobody's. Any thread.
public final class Deed {
    /// Calls kept of one action.
    public static final int MOST = 200;

    private static final InheritableThreadLocal<@Nullable Deed> CURRENT = new InheritableThreadLocal<>();

    private final long began = System.nanoTime();
    private final List<Call> calls = new ArrayList<>();
    private String command = "";
    private String result = "";
    private int more;
    private boolean told;
    private boolean open = true;

    private Deed() {}

    /// One call to an engine, or `times` equal ones in a row; the path is masked.
    ///
    /// @param status the HTTP status, 0 where no answer came
    /// @param nanos  how long the last of them took
    public record Call(String method, String path, int status, long nanos, int times) {}

    /// The calls of an action, and how many more there were than are kept.
    public record Calls(List<Call> kept, int more) {
        public static final Calls NONE = new Calls(List.of(), 0);

        public Calls {
            kept = List.copyOf(kept);
        }
    }

    /// Begins one on this thread; [#end] ends it.
    public static Deed begin() {
        var deed = new Deed();
        CURRENT.set(deed);
        return deed;
    }

    /// That of the calling thread; null where nothing is under way.
    static @Nullable Deed current() {
        Deed deed = CURRENT.get();
        return deed != null && deed.isOpen() ? deed : null;
    }

    /// Notes a call for the action of the calling thread, where there is one.
    public static void called(String method, String path, int status, long nanos) {
        Deed deed = current();
        if (deed != null) deed.add(new Call(method, Masked.text(path), status, nanos, 1));
    }

    /// Names the command line that does the same as the action of the calling thread, where there is one.
    public static void twin(String command) {
        Deed deed = current();
        if (deed != null) deed.command(command);
    }

    /// Says in a short figure (`100 rows, 2 failed`) what came of the action of the calling thread, where there is one.
    public static void result(String figure) {
        Deed deed = current();
        if (deed != null) deed.cameTo(figure);
    }

    private synchronized void cameTo(String figure) {
        result = figure;
    }

    synchronized String result() {
        return result;
    }

    private synchronized void command(String twin) {
        command = twin;
    }

    synchronized String command() {
        return command;
    }

    private synchronized boolean isOpen() {
        return open;
    }

    private synchronized void add(Call call) {
        if (!calls.isEmpty()) {
            Call last = calls.getLast();
            if (last.method.equals(call.method) && last.path.equals(call.path) && last.status == call.status) {
                calls.set(calls.size() - 1,
                        new Call(last.method, last.path, last.status, call.nanos, last.times + 1));
                return;
            }
        }
        if (calls.size() < MOST) calls.add(call);
        else
            more++;
    }

    /// Its calls so far, its time so far; from now on somebody has told of it.
    synchronized Calls tell() {
        told = true;
        return new Calls(calls, more);
    }

    long nanos() {
        return System.nanoTime() - began;
    }

    /// Whether something was told of it in the activity log already.
    public synchronized boolean told() {
        return told;
    }

    public synchronized void end() {
        open = false;
    }
}
