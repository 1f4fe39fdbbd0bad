package slipway.engine.docker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.engine.Gpu;

/// Reads what `nvidia-smi` writes. What a GPU does not tell stands there as `[N/A]`, `[Not Supported]` and the like;
/// lines of another shape are warnings and are passed over. Stateless.
final class GpuOutput {
    static final String GPUS = "--query-gpu=index,name,uuid,memory.total,memory.used,utilization.gpu,driver_version";
    static final String UUIDS = "--query-gpu=uuid";
    static final String APPS = "--query-compute-apps=pid,gpu_uuid,used_memory";
    static final String CSV = "--format=csv,noheader,nounits";
    static final String LIST = "-L";
    /// One look at what each process keeps busy.
    static final String[] LOADS = {"pmon", "-c", "1", "-s", "u"};

    private static final Pattern WHOLE = Pattern.compile("GPU (\\d+): (.+) \\(UUID: (GPU-[^)]+)\\)");
    private static final Pattern SLICE = Pattern.compile("\\s*MIG (\\S+)\\s+Device\\s+(\\d+): \\(UUID: (MIG-[^)]+)\\)");
    private static final Pattern SLICE_SIZE = Pattern.compile("\\.(\\d+)gb");

    private GpuOutput() {}

    /// A process that computes on a GPU; bytes -1 where not told.
    record App(long pid, String uuid, long bytes) {}

    /// The answer to [#GPUS].
    static List<Gpu> gpus(String csv) {
        var found = new ArrayList<Gpu>();
        for (List<String> cells : rows(csv, 7)) {
            // a name may hold commas, everything else does not
            int last = cells.size() - 1;
            String name = String.join(", ", cells.subList(1, last - 4));
            if (number(cells.getFirst()) < 0 || !cells.get(last - 4).startsWith("GPU-")) continue;
            found.add(new Gpu((int) number(cells.getFirst()), name, cells.get(last - 4),
                    mebibytes(cells.get(last - 3)), mebibytes(cells.get(last - 2)), (int) number(cells.get(last - 1)),
                    cells.get(last), null));
        }
        return found;
    }

    /// `whole` with the MIG slices that the answer to [#LIST] names, each after the GPU it is cut from.
    static List<Gpu> withSlices(List<Gpu> whole, String listing) {
        var all = new ArrayList<Gpu>(whole);
        Gpu parent = null;
        for (String line : listing.lines().toList()) {
            Matcher gpu = WHOLE.matcher(line.strip());
            Matcher slice = SLICE.matcher(line);
            if (gpu.matches()) parent = find(whole, gpu.group(3));
            else if (slice.matches() && parent != null) all.add(after(all, parent), slice(slice, parent));
        }
        return all;
    }

    private static Gpu slice(Matcher said, Gpu parent) {
        Matcher size = SLICE_SIZE.matcher(said.group(1));
        long bytes = size.find() ? Long.parseLong(size.group(1)) << 30 : 0;
        return new Gpu(Integer.parseInt(said.group(2)), parent.name() + " " + said.group(1), said.group(3), bytes, 0,
                -1, parent.driver(), parent.uuid());
    }

    private static @Nullable Gpu find(List<Gpu> among, String uuid) {
        return among.stream().filter(one -> one.uuid().equals(uuid)).findFirst().orElse(null);
    }

    private static int after(List<Gpu> all, Gpu parent) {
        int at = all.indexOf(parent) + 1;
        while (at < all.size() && parent.uuid().equals(all.get(at).parent()))
            at++;
        return at;
    }

    /// The answer to [#UUIDS], or to [#LIST].
    static List<String> uuids(String said) {
        return Pattern.compile("\\b(?:GPU|MIG)-[\\w/-]+").matcher(said).results().map(each -> each.group()).distinct()
                .toList();
    }

    /// The answer to [#APPS].
    static List<App> apps(String csv) {
        return rows(csv, 3).stream().filter(cells -> number(cells.getFirst()) > 0)
                .map(cells -> new App(number(cells.getFirst()), cells.get(1),
                        number(cells.get(2)) < 0 ? -1 : mebibytes(cells.get(2))))
                .toList();
    }

    /// The answer to [#LOADS]: percent by process, of all its GPUs together; those that are not told are left out. The
    /// columns differ by driver and are found by their heading.
    static Map<Long, Double> loads(String said) {
        var loads = new HashMap<Long, Double>();
        int pid = -1;
        int busy = -1;
        for (String line : said.lines().toList()) {
            List<String> cells = Arrays.asList(line.replaceFirst("^#", "").strip().split("\\s+"));
            if (line.startsWith("#") && cells.contains("sm")) {
                pid = cells.indexOf("pid");
                busy = cells.indexOf("sm");
            } else if (!line.startsWith("#") && pid >= 0 && cells.size() > Math.max(pid, busy)
                    && number(cells.get(pid)) > 0 && number(cells.get(busy)) >= 0) {
                loads.merge(number(cells.get(pid)), (double) number(cells.get(busy)), Double::sum);
            }
        }
        return loads;
    }

    private static List<List<String>> rows(String csv, int cells) {
        return csv.lines().map(line -> Arrays.stream(line.split(",", -1)).map(String::strip).toList())
                .filter(row -> row.size() >= cells).toList();
    }

    /// -1 where it is none.
    private static long number(String cell) {
        return cell.matches("\\d{1,15}") ? Long.parseLong(cell) : -1;
    }

    private static long mebibytes(String cell) {
        return Math.max(0, number(cell)) << 20;
    }
}
