package slipway.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// The first request of a run before anything is sent, to be looked at. Any thread.
///
/// @param columns of the file, as one line; empty where it names none
/// @param rows    in this request
/// @param draft   its body at most [#SHOWN] characters; null where a row is at fault
/// @param length  of its body, in bytes
/// @param problem why the file or its first row cannot be sent
public record BatchGlance(String columns, int rows, @Nullable Draft draft, long length, @Nullable Problem problem) {
    /// So much of a body can be looked at, in characters.
    public static final int SHOWN = 20_000;

    /// Reads as much of the file as goes into one request. Blocking.
    public static BatchGlance of(Batch.Plan plan) {
        if (!Files.isReadable(plan.input())) return broken(Problem.of("requestedit.batch-gone", plan.input()));
        try (BatchRows rows = BatchRows.open(plan.input())) {
            List<BatchRows.Row> first = new BatchBundles(rows, plan.limits()).next();
            if (first == null) return broken(Problem.of("requestedit.batch-empty", plan.input()));
            return of(plan, rows.header(), first);
        } catch (IOException e) {
            return broken(Problem.of("requestedit.batch-file", plan.input(), plan.output()).withDetail(e.toString()));
        } catch (StudioException e) {
            return broken(e.problem());
        }
    }

    /// A body grows beyond its lines: as a run does, half of the rows are tried then.
    private static BatchGlance of(Batch.Plan plan, String header, List<BatchRows.Row> rows) {
        try {
            String body = BatchBundle.body(plan, header, rows);
            Draft draft = BatchBundle.draft(plan, body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body);
            return new BatchGlance(header, rows.size(), draft,
                    body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length, null);
        } catch (StudioException e) {
            if (rows.size() > 1) return of(plan, header, List.copyOf(rows.subList(0, rows.size() / 2)));
            return new BatchGlance(header, 0, null, 0, e.problem());
        }
    }

    private static BatchGlance broken(Problem problem) {
        return new BatchGlance("", 0, null, 0, problem);
    }
}
