package slipway.cli;

import slipway.housekeeping.Housekeeper;

/// The housekeeping of a workspace, as the composition root hands it to a command; closing lets go of its files.
public record Keeping(Housekeeper housekeeper, Runnable closer) implements AutoCloseable {
    @Override
    public void close() {
        closer.run();
    }
}
