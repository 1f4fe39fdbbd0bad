package slipway.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import slipway.base.Problem;
import slipway.base.StudioException;

/// A sample's held-out rows (`held-out.csv`): named features in the file's order, then the target as the last column.
final class HeldOut {
    private final List<String> columns;
    private final List<double[]> features;
    private final double[] targets;

    private HeldOut(List<String> columns, List<double[]> features, double[] targets) {
        this.columns = columns;
        this.features = features;
        this.targets = targets;
    }

    List<String> columns() {
        return columns;
    }

    List<double[]> features() {
        return features;
    }

    int rows() {
        return targets.length;
    }

    static HeldOut read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
            String[] head = lines.getFirst().split(",");
            int last = head.length - 1;
            List<double[]> rows = lines.stream().skip(1)
                    .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray()).toList();
            return new HeldOut(List.of(head).subList(0, last),
                    rows.stream().map(row -> Arrays.copyOf(row, last)).toList(),
                    rows.stream().mapToDouble(row -> row[last]).toArray());
        } catch (IOException | NumberFormatException e) {
            throw new StudioException(Problem.of("tour.held-out", file), e);
        }
    }

    /// Share of the rows whose predicted label is the target.
    double accuracy(double[] predicted) {
        return IntStream.range(0, targets.length).filter(i -> predicted[i] == targets[i]).count()
                / (double) targets.length;
    }

    /// Coefficient of determination: 1 is perfect, 0 no better than the mean.
    double r2(double[] predicted) {
        double mean = Arrays.stream(targets).average().orElse(0);
        double left = IntStream.range(0, targets.length).mapToDouble(i -> Math.pow(targets[i] - predicted[i], 2)).sum();
        double all = Arrays.stream(targets).map(target -> Math.pow(target - mean, 2)).sum();
        return 1 - left / all;
    }

    /// Mean absolute error, in the target's unit.
    double mae(double[] predicted) {
        return IntStream.range(0, targets.length).mapToDouble(i -> Math.abs(targets[i] - predicted[i])).average()
                .orElse(Double.NaN);
    }
}
