package slipway.cli;

import java.lang.management.ManagementFactory;

/// What the JDK itself knows of the machine.
final class Machine {
    private Machine() {}

    /// Memory of the machine (or of the container that we are in), in bytes; 0 where it cannot be known.
    static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                ? bean.getTotalMemorySize()
                : 0;
    }
}
