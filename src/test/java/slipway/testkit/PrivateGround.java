package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A folder and a network namespace for an engine of a test's own, on Linux as root. Closed, nothing of it is left:
/// no process, mount, namespace, control group or file; what a run of the tests that was killed left goes too.
///
/// @param name also of the namespace and of the control group
record PrivateGround(String name, Path folder) implements AutoCloseable {
    private static final Path PLACE = Path.of("/var/tmp");
    private static final String BEGIN = "slipway-own-";
    /// Short names: sockets and Podman's folders may not be long.
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    static PrivateGround open() {
        sweep();
        try {
            // of this process, so that others can tell whether it still runs
            Path folder = Files.createDirectory(PLACE.resolve(BEGIN + ProcessHandle.current().pid() + "-"
                    + NUMBERS.incrementAndGet()));
            var ground = new PrivateGround(folder.getFileName().toString(), folder);
            Shell.ok("ip netns add %s && nsenter --net=/run/netns/%s ip link set lo up".formatted(ground.name,
                    ground.name));
            return ground;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sweep() {
        try (var left = Files.newDirectoryStream(PLACE, BEGIN + "*")) {
            for (Path folder : left) {
                String name = folder.getFileName().toString();
                long owner = Long.parseLong(name.substring(BEGIN.length()).replaceFirst("-.*", ""));
                if (ProcessHandle.of(owner).isEmpty()) new PrivateGround(name, folder).close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Joins the namespace with this machine's network; answers the address by which it is reached from here.
    String reach() {
        int number = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
        // of this process and of this ground, so that runs beside each other do not meet
        String net = "10.213." + (ProcessHandle.current().pid() & 255) + ".";
        int first = number * 4 & 255;
        String near = "sw" + ProcessHandle.current().pid() + "x" + number;
        Shell.ok("""
                ip link add %1$s type veth peer name far netns %2$s
                ip addr add %3$s/30 dev %1$s; ip link set %1$s up
                nsenter --net=/run/netns/%2$s ip addr add %4$s/30 dev far
                nsenter --net=/run/netns/%2$s ip link set far up""".formatted(near, name, net + (first + 1),
                net + (first + 2)));
        return net + (first + 2);
    }

    /// `command` inside the namespace. Not by `ip netns exec`, which hides the control groups.
    List<String> inside(List<String> command) {
        var words = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + name));
        words.addAll(command);
        return words;
    }

    /// A folder on a disk of its own of so many MB, which fills up without hurting anybody.
    Path disk(int megabytes) {
        Path disk = folder.resolve("data");
        Shell.ok("truncate -s %dM %s/disk && mkfs.ext4 -q -F -m 0 %s/disk && mkdir -p %s && mount -o loop %s/disk %s"
                .formatted(megabytes, folder, folder, disk, folder, disk));
        return disk;
    }

    @Override
    public void close() {
        // by our folder in its command line: engine, containerd, and each container's shim with the container below
        ProcessHandle.allProcesses().filter(one -> one.pid() != ProcessHandle.current().pid())
                .filter(one -> one.info().commandLine().orElse("").contains(folder + "/")).toList().forEach(one -> {
                    List<ProcessHandle> below = one.descendants().toList();
                    one.destroyForcibly();
                    below.forEach(ProcessHandle::destroyForcibly);
                });
        Shell.run("sh", "-c", """
                for i in 1 2 3 4 5; do
                  grep -F ' %1$s/' /proc/self/mounts | cut -d' ' -f2 | sort -r | xargs -r -n1 umount -l
                  find /sys/fs/cgroup -depth -type d -path '*/%2$s*' -exec rmdir {} + 2>/dev/null
                  ip netns del %2$s 2>/dev/null
                  rm -rf --one-file-system %1$s 2>/dev/null
                  [ -e %1$s ] || break
                  sleep 0.2
                done""".formatted(folder, name));
    }
}
