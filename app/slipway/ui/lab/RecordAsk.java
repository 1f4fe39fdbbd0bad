package slipway.ui.lab;

import java.util.List;

import slipway.base.Twin;
import slipway.record.Quota;
import slipway.record.RecordingMeta.Ask;
import slipway.record.RecordingMeta.Owner;
import slipway.record.Redaction;

/// What a person asks of a recording, as the form has it. Immutable.
///
/// @param name    empty for one by the time
/// @param seconds 0 for until it is stopped
/// @param redact  rules beside those that always apply, as people write them; may be empty
record RecordAsk(String endpoint, String name, double seconds, double megabytes, String redact) {
    private static final double MEGA = 1e6;

    /// Rules that cannot be are a [slipway.base.StudioException].
    Ask ask() {
        return new Ask(endpoint, Math.round(seconds * 1000), Quota.USUAL.withBytes(Math.round(megabytes * MEGA)),
                Redaction.parse(redact.isBlank() ? List.of() : List.of(redact)), Owner.self());
    }

    /// The same on the command line.
    String command(LabEndpoint to) {
        return Twin.in(to.root(), ask().command(name.strip()));
    }
}
