package slipway.ui.overview;

import java.lang.management.ManagementFactory;
import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.Deployment;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Meter;
import slipway.ui.widget.TileGrid;

/// Cores and memory of this machine, and how much of them the deployments and the studio use. FX thread.
final class MachineCard extends VBox {
    private final Row deploymentsCpu = new Row(Text.of("overview.machine.cpu.ours"));
    private final Row deploymentsMemory = new Row(Text.of("overview.machine.memory.ours"));
    private final Row machineCpu = new Row(Text.of("overview.machine.cpu"));
    private final Row studioMemory = new Row(Text.of("overview.machine.studio"));
    private @Nullable OperatingSystemMXBean system;

    MachineCard() {
        getStyleClass().add("card");
        setMinWidth(0);
        var grid = new TileGrid(270, 20);
        grid.getChildren().addAll(deploymentsCpu, deploymentsMemory, machineCpu, studioMemory);
        getChildren().addAll(Labels.heading(Text.of("overview.machine")), grid);
    }

    void tick(List<Deployment> deployments) {
        if (system == null) system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        int cores = Runtime.getRuntime().availableProcessors();
        double cpu = deployments.stream().mapToDouble(each -> each.usage().cpu()).filter(value -> !Double.isNaN(value))
                .sum();
        long memory = deployments.stream().mapToLong(each -> each.usage().memoryBytes()).sum();
        long all = system.getTotalMemorySize();
        deploymentsCpu.show(cpu / cores, Text.of("overview.machine.of-cores", Units.number(cpu), cores));
        deploymentsMemory.show((double) memory / all, Text.of("overview.machine.of", Units.bytes(memory), Units.bytes(
                all)));
        double load = system.getCpuLoad();
        machineCpu.show(load, load < 0
                ? "–"
                : Text.of("overview.machine.load", Units.percent(Math.round(load * 100)
                        / 100.0), cores));
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        studioMemory.show((double) used / runtime.maxMemory(), Text.of("overview.machine.of", Units.bytes(used), Units
                .bytes(runtime.maxMemory())));
    }

    private static final class Row extends VBox {
        private final Meter meter = new Meter();
        private final Label value = Labels.of("–", "medium");

        Row(String name) {
            super(6);
            Label label = Labels.muted(name);
            label.setMinWidth(0);
            value.setMinWidth(USE_PREF_SIZE);
            getChildren().addAll(new HBox(8, label, Labels.gap(), value), meter);
        }

        void show(double share, String words) {
            meter.show(share < 0 ? 0 : share);
            value.setText(words);
        }
    }
}
