package slipway.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Everything the palette offers: pages add suppliers, so that what exists now (models, deployments …) is listed when
/// the palette opens. FX thread.
public final class Commands {
    private final List<Supplier<List<Command>>> suppliers = new ArrayList<>();

    public void add(Supplier<List<Command>> supplier) {
        suppliers.add(supplier);
    }

    public List<Command> all() {
        return suppliers.stream().flatMap(supplier -> supplier.get().stream()).toList();
    }
}
