package slipway.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

import slipway.base.Problem;

/// Collects everything that is wrong with one file, each with its place; one reading, one thread.
final class SpecProblems {
    private final Path file;
    private final List<SpecProblem> errors = new ArrayList<>();
    private final List<SpecProblem> notes = new ArrayList<>();

    SpecProblems(Path file) {
        this.file = file;
    }

    /// A broken rule at `node`, or of the whole file where that is null.
    void add(@Nullable Node node, String code, Object... args) {
        errors.add(at(node == null ? null : node.getStartMark().orElse(null), Problem.of(code, args)));
    }

    void add(@Nullable Mark mark, Problem problem) {
        errors.add(at(mark, problem));
    }

    /// Worth knowing, breaks nothing.
    void note(@Nullable Node node, String code, Object... args) {
        notes.add(at(node == null ? null : node.getStartMark().orElse(null), Problem.of(code, args)));
    }

    boolean good() {
        return errors.isEmpty();
    }

    List<SpecProblem> errors() {
        return List.copyOf(errors);
    }

    List<SpecProblem> notes() {
        return List.copyOf(notes);
    }

    private SpecProblem at(@Nullable Mark mark, Problem problem) {
        return mark == null
                ? new SpecProblem(file, 0, 0, problem)
                : new SpecProblem(file, mark.getLine() + 1, mark.getColumn() + 1, problem);
    }
}
