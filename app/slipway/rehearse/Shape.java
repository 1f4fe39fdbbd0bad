package slipway.rehearse;

import java.util.List;
import java.util.Optional;

/// A virtual machine of OCI: its cores and memory, to start a plan from.
public record Shape(String name, int ocpus, long memoryBytes) {
    private static final long GB = 1_000_000_000;

    public static final List<Shape> ALL = List.of(standard2(1, 15), standard2(2, 30), standard2(4, 60),
            standard2(8, 120), standard2(16, 240), standard2(24, 320));

    private static Shape standard2(int ocpus, int gigabytes) {
        return new Shape("VM.Standard2." + ocpus, ocpus, gigabytes * GB);
    }

    public static Optional<Shape> named(String name) {
        return ALL.stream().filter(shape -> shape.name.equalsIgnoreCase(name.strip())).findFirst();
    }

    public static String names() {
        return String.join(", ", ALL.stream().map(Shape::name).toList());
    }
}
