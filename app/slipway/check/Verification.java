package slipway.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.store.SignedFile;
import slipway.store.WorkspaceKey;

/// What verifying a file came to, as data. Immutable.
///
/// @param fingerprint of the key that signed it, null where it is not valid
/// @param problem     why it is not valid, null where it is
/// @param passport    what a valid JSON report of a check says, null for the others
public record Verification(Path file, SignedFile.Outcome outcome, @Nullable String fingerprint,
        @Nullable Problem problem, @Nullable Passport passport) {
    private static final long LARGEST = 64L << 20;

    /// Reads and verifies `file`; `own` is null where there is no workspace to compare with.
    public static Verification of(Path file, @Nullable WorkspaceKey own) {
        try {
            if (Files.size(file) > LARGEST) return invalid(file, Problem.of("check.not-signed"));
            byte[] content = Files.readAllBytes(file);
            SignedFile.Seal seal = SignedFile.verify(content, own);
            boolean json = seal.problem() == null && content[0] == '{';
            return new Verification(file, seal.outcome(), seal.fingerprint(), seal.problem(),
                    json && PassportJson.isOne(content) ? PassportJson.read(content) : null);
        } catch (IOException e) {
            return invalid(file, Problem.of("check.report-unreadable", file, e.getClass().getSimpleName()));
        } catch (StudioException e) {
            return invalid(file, e.problem());
        }
    }

    private static Verification invalid(Path file, Problem problem) {
        return new Verification(file, SignedFile.Outcome.INVALID, null, problem, null);
    }

    public boolean valid() {
        return outcome != SignedFile.Outcome.INVALID;
    }

    /// The outcome in one sentence.
    public String words() {
        return switch (outcome) {
            case OWN -> Text.of("passport.valid.own");
            case OTHER -> Text.of("passport.valid.other", String.valueOf(fingerprint));
            case INVALID -> problem == null ? "" : problem.what();
        };
    }
}
