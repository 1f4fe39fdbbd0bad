package slipway.engine;

import java.util.List;

/// What studios of other workspaces on this machine made at a container engine; nothing of anybody else's. Any
/// thread; blocks.
public interface LeftOvers {
    /// Running or not; what a studio still uses is among them.
    List<LeftOver> list() throws InterruptedException;

    /// Asks the engine again whose it is, then removes it; whether it is gone now. A network that containers are
    /// still in stays.
    boolean remove(LeftOver one) throws InterruptedException;
}
