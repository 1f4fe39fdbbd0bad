package slipway.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;

import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.docker.DockerFinding;
import slipway.network.Ledger;
import slipway.network.Offline;

/// `doctor`: what is here, and what to do about what is not. Ends 1 when something needed is missing.
@Command(name = "doctor", mixinStandardHelpOptions = true)
final class DoctorCommand extends Action {
    private static final int JDK = 25;
    private static final long LEAST_DISK = 1_000_000_000L;
    private static final long LEAST_MEMORY = 2_000_000_000L;

    /// One thing looked at; `name` is the last part of its text key.
    ///
    /// @param needed whether Slipway cannot do without it
    /// @param facts  what scripts get besides
    record Finding(String name, boolean good, boolean needed, String detail, String remedy,
            Map<String, Object> facts) {
        Finding(String name, boolean good, String detail) {
            this(name, good, true, detail, good ? "" : Text.of("cli.doctor.fix." + name), Map.of());
        }
    }

    @Override
    int run() throws InterruptedException {
        DockerFinding docker = DockerFinding.look(app().opener().context(app().workspace()));
        var findings = new ArrayList<Finding>(
                List.of(jdk(), display(), memory(), disk(), loopback(), engine()));
        findings.addAll(DoctorDocker.findings(docker));
        if (docker.found() != null) findings.addAll(DoctorLeftOvers.findings(app()));
        findings.add(network());
        findings.add(DoctorUpdates.finding());
        boolean good = findings.stream().allMatch(finding -> finding.good() || !finding.needed());
        if (app().json()) {
            console().json(Map.of("ok", good, "checks", findings.stream().map(DoctorCommand::json).toList()));
        } else {
            console().line(table(findings).text());
            DoctorDocker.remarks(docker).forEach(console()::message);
            findings.stream().filter(finding -> !finding.good())
                    .forEach(finding -> console().message(finding.remedy()));
        }
        return good ? 0 : 1;
    }

    private static Map<String, Object> json(Finding finding) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", finding.name());
        map.put("ok", finding.good());
        map.put("detail", finding.detail());
        if (!finding.good()) map.put("remedy", finding.remedy());
        map.putAll(finding.facts());
        return map;
    }

    private static Table table(List<Finding> findings) {
        var table = new Table(Text.of("cli.doctor.what"), Text.of("cli.doctor.state"), Text.of("cli.doctor.detail"));
        for (Finding finding : findings) {
            table.row(Text.of("cli.doctor.name." + finding.name()),
                    Text.of(finding.good() ? "cli.doctor.good" : "cli.doctor.bad"), finding.detail());
        }
        return table;
    }

    private static Finding jdk() {
        return new Finding("jdk", Runtime.version().feature() >= JDK,
                System.getProperty("java.vendor") + " " + Runtime.version());
    }

    /// No display is no fault: the tour and every command run without one.
    private static Finding display() {
        String shown = Display.present() ? Text.of("cli.doctor.display-here") : Text.of("cli.doctor.display-none");
        return new Finding("display", true, shown);
    }

    private static Finding memory() {
        long total = Machine.memoryBytes();
        return new Finding("memory", total >= LEAST_MEMORY, Units.bytes(total));
    }

    private Finding disk() {
        Path at = app().workspace();
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        try {
            FileStore store = Files.getFileStore(at == null ? Path.of("/") : at);
            long free = store.getUsableSpace();
            return new Finding("disk", free >= LEAST_DISK, Text.of("cli.doctor.disk-free", Units.bytes(free)));
        } catch (IOException e) {
            return new Finding("disk", false, String.valueOf(e.getMessage()));
        }
    }

    /// Every gateway and every server of ours listens here, so a machine without it can do nothing.
    private static Finding loopback() {
        var ports = new ArrayList<String>();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports.add(String.valueOf(socket.getLocalPort()));
            return new Finding("loopback", true, Text.of("cli.doctor.loopback-free", ports.getFirst()));
        } catch (IOException e) {
            return new Finding("loopback", false, String.valueOf(e.getMessage()));
        }
    }

    /// No fault either: it was asked for.
    private static Finding network() {
        Offline offline = Ledger.OURS.offline().get();
        String said = offline.on() ? NetworkCommand.said(offline) : Text.of("cli.doctor.online");
        return new Finding("network", true, true, said, "", Map.of("offline", offline.on()));
    }

    private static Finding engine() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new Finding("embedded", Files.isExecutable(java), java.toString());
    }
}
