package slipway.deploy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import slipway.engine.LeftOver;
import slipway.engine.LeftOvers;
import slipway.spec.Workspace;

/// Clears away what ended studios left at an engine, never what a running one uses: that is asked when it is listed
/// and again right before each removal. Any thread; blocks.
public final class Salvage {
    private final LeftOvers at;

    public Salvage(LeftOvers at) {
        this.at = at;
    }

    /// What no running studio uses, those first whose workspace is gone.
    public List<LeftOver> list() throws InterruptedException {
        return at.list().stream().filter(one -> !used(one)).sorted(Comparator.comparing(LeftOver::here)
                .thenComparing(LeftOver::kind).thenComparing(LeftOver::name)).toList();
    }

    /// Those of `chosen` that are gone now; containers go before the networks they are in.
    public List<LeftOver> remove(List<LeftOver> chosen) throws InterruptedException {
        var gone = new ArrayList<LeftOver>();
        for (LeftOver one : chosen.stream().sorted(Comparator.comparing(LeftOver::kind)).toList()) {
            if (!used(one) && at.remove(one)) gone.add(one);
        }
        return List.copyOf(gone);
    }

    private static boolean used(LeftOver one) {
        try {
            return !one.root().isEmpty() && Workspace.driven(Path.of(one.root()));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
