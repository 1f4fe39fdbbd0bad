package slipway.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;

/// The house rules that bytecode can break, as functions from classes to broken rules; `root` is the package whose
/// children are the areas, so that the seeded offenders can be judged by the same rules.
public final class House {
    private static final Set<String> FEATURES = Set.of("base", "store", "contract", "engine", "spec", "catalog",
            "serve",
            "build", "observe", "deploy", "wire", "traffic", "load", "record", "compare", "rollout", "check",
            "rehearse",
            "validate", "requests",
            "export", "series", "scale", "bundle", "housekeeping", "network", "update");

    /// Who may use whom. An area that stands nowhere is a broken rule too.
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(Map.entry("base", Set.of()),
            Map.entry("store", Set.of("base")), Map.entry("contract", Set.of("base")),
            // the store too: the ledger is written with its AtomicFiles
            Map.entry("network", Set.of("base", "store")),
            Map.entry("update", Set.of("base", "store", "network")),
            Map.entry("engine", Set.of("base", "network")),
            // the store too: the workspace is written with its AtomicFiles
            Map.entry("spec", Set.of("base", "contract", "store")),
            Map.entry("catalog", Set.of("base", "store", "contract")),
            Map.entry("serve", Set.of("base", "contract")),
            Map.entry("build", Set.of("base", "catalog", "contract", "engine")),
            Map.entry("observe", Set.of("base", "store", "contract", "engine", "network")),
            Map.entry("series", Set.of("base", "store")),
            Map.entry("deploy",
                    Set.of("base", "store", "spec", "contract", "catalog", "engine", "build", "observe")),
            Map.entry("wire", Set.of()), Map.entry("traffic", Set.of("base", "contract", "network", "wire")),
            // compare too: a replay says how its answers agree
            Map.entry("load", Set.of("base", "contract", "store", "record", "wire", "compare", "network")),
            Map.entry("record", Set.of("base", "store")), Map.entry("compare", Set.of("base")),
            Map.entry("rollout", Set.of("base", "store", "traffic", "load", "compare")),
            // the store too: reports are written with its AtomicFiles
            Map.entry("check",
                    Set.of("base", "store", "contract", "catalog", "engine", "build", "observe", "network")),
            Map.entry("rehearse", Set.of("base", "contract")),
            // the store too: environments and results are kept
            Map.entry("validate",
                    Set.of("base", "store", "contract", "catalog", "engine", "build", "observe", "network")),
            Map.entry("requests", Set.of("base", "store", "contract", "compare", "network")),
            // rehearse too: OCI’s rules, and the reader of what people paste
            Map.entry("export", Set.of("base", "spec", "contract", "catalog", "rehearse")),
            Map.entry("scale", Set.of("base", "store")),
            Map.entry("bundle", Set.of("base", "store", "spec", "catalog", "engine")),
            // the history too: it alone knows what of it is pinned
            Map.entry("housekeeping", Set.of("base", "store", "requests")), Map.entry("cli", FEATURES),
            Map.entry("ui", FEATURES));

    /// What may use everything: the root package and the tour, which drives the whole studio.
    private static final Set<String> FREE = Set.of("", "tour");

    /// Where a library, by the beginning of its package, is at home.
    private static final Map<String, Set<String>> HOMES = Map.ofEntries(
            Map.entry("io.vertx.", Set.of("traffic", "load")),
            Map.entry("io.netty.", Set.of("wire", "traffic", "load")),
            Map.entry("javafx.", Set.of("ui")), Map.entry("atlantafx.", Set.of("ui")),
            Map.entry("org.controlsfx.", Set.of("ui")), Map.entry("org.kordamp.", Set.of("ui")),
            Map.entry("org.commonmark.", Set.of("ui")), Map.entry("ai.onnxruntime.", Set.of("serve")),
            Map.entry("org.snakeyaml.", Set.of("spec", "catalog")), Map.entry("picocli.", Set.of("cli", "")),
            Map.entry("com.github.dockerjava.", Set.of("engine")),
            Map.entry("org.apache.commons.compress.", Set.of("build", "bundle", "catalog", "engine")),
            Map.entry("com.github.difflib.", Set.of("catalog", "rehearse", "compare")),
            Map.entry("org.tukaani.xz.", Set.of("catalog")),
            Map.entry("org.apache.commons.csv.", Set.of("requests")),
            Map.entry("com.jayway.", Set.of("requests")), Map.entry("com.networknt.", Set.of("requests")),
            Map.entry("oshi.", Set.of("engine", "observe")),
            Map.entry("java.sql.", Set.of("store", "requests", "catalog", "series")),
            // the composition root hands them on
            Map.entry("org.HdrHistogram.", Set.of("", "traffic", "load", "rollout", "compare", "series")),
            Map.entry("sun.", Set.of()));

    /// Libraries that only one package of their area may see.
    private static final Map<String, String> INNER = Map.of("com.github.dockerjava.", "engine.docker");

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Manager|Service|Helper|Util|Utils|Impl)");

    private House() {}

    /// The area of a class: the first package below `root`, empty for `root` itself.
    static String area(String packageName, String root) {
        if (packageName.equals(root)) return "";
        String rest = packageName.substring(root.length() + 1);
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /// Uses of one area by another that the table does not allow, unknown areas, and page folders that use each other.
    public static Set<String> neighbours(JavaClasses classes, String root) {
        var broken = new TreeSet<String>();
        for (JavaClass from : classes) {
            String user = area(from.getPackageName(), root);
            if (FREE.contains(user)) continue;
            for (JavaClass to : targets(from)) {
                if (!inside(to, root)) continue;
                String used = area(to.getPackageName(), root);
                if (!used.equals(user) && !MAY_USE.getOrDefault(user, Set.of()).contains(used)) {
                    broken.add(from.getName() + " uses " + to.getName());
                }
                if (user.equals("ui") && used.equals("ui") && pagesApart(from, to, root)) {
                    broken.add("page " + from.getName() + " uses page " + to.getName());
                }
            }
        }
        return broken;
    }

    private static boolean pagesApart(JavaClass from, JavaClass to, String root) {
        String ui = root + ".ui";
        String one = area(from.getPackageName(), ui);
        String other = area(to.getPackageName(), ui);
        Set<String> shared = Set.of("", "fx", "widget");
        return !one.equals(other) && !shared.contains(one) && !shared.contains(other);
    }

    /// Areas that use each other in a circle, the free ones left out.
    public static Set<String> circles(JavaClasses classes, String root) {
        var uses = new java.util.TreeMap<String, Set<String>>();
        for (JavaClass from : classes) {
            String user = area(from.getPackageName(), root);
            for (JavaClass to : targets(from)) {
                if (!inside(to, root)) continue;
                String used = area(to.getPackageName(), root);
                if (!used.equals(user)) uses.computeIfAbsent(user, k -> new TreeSet<>()).add(used);
            }
        }
        var broken = new TreeSet<String>();
        for (String start : uses.keySet()) {
            if (!FREE.contains(start) && reaches(uses, start, start, new TreeSet<>())) broken.add(start);
        }
        return broken;
    }

    private static boolean reaches(Map<String, Set<String>> uses, String from, String goal, Set<String> seen) {
        for (String next : uses.getOrDefault(from, Set.of())) {
            if (next.equals(goal)) return true;
            if (seen.add(next) && reaches(uses, next, goal, seen)) return true;
        }
        return false;
    }

    /// Libraries used away from home.
    public static Set<String> libraries(JavaClasses classes, String root) {
        var broken = new TreeSet<String>();
        for (JavaClass from : classes) {
            String user = area(from.getPackageName(), root);
            for (JavaClass to : targets(from)) {
                if (away(to.getName(), user)) broken.add(from.getName() + " uses " + to.getName());
            }
        }
        return broken;
    }

    /// Uses of a library outside the one package of its home that may see it.
    public static Set<String> inner(JavaClasses classes, String root) {
        var broken = new TreeSet<String>();
        for (JavaClass from : classes) {
            for (JavaClass to : targets(from)) {
                INNER.forEach((library, home) -> {
                    if (to.getName().startsWith(library) && !from.getPackageName().equals(root + "." + home)) {
                        broken.add(from.getName() + " uses " + to.getName());
                    }
                });
            }
        }
        return broken;
    }

    /// Whether the class `name` belongs to a library that is not at home in `area`.
    public static boolean away(String name, String area) {
        return HOMES.entrySet().stream()
                .anyMatch(home -> name.startsWith(home.getKey()) && !home.getValue().contains(area));
    }

    /// The beginnings of the packages of all libraries that have a home.
    public static Set<String> housed() {
        return HOMES.keySet();
    }

    /// Calls, constructions and method references that only one class of the house may make.
    public static Set<String> reserved(JavaClasses classes, String root) {
        var broken = new TreeSet<String>();
        for (JavaClass from : classes) {
            for (JavaAccess<?> access : accesses(from)) {
                String owner = access.getTargetOwner().getName();
                String target = owner + "." + access.getTarget().getName();
                if (!allowed(top(from).substring(root.length() + 1), owner, access.getTarget().getName())) {
                    broken.add(top(from) + " uses " + target);
                }
            }
        }
        return broken;
    }

    private static boolean allowed(String user, String owner, String member) {
        String area = user.contains(".") ? user.substring(0, user.indexOf('.')) : user;
        return switch (owner) {
            case "javafx.application.Platform" -> !member.equals("runLater") || user.startsWith("ui.fx.");
            case "java.lang.Thread" ->
                !Set.of("sleep", "start", "startVirtualThread", "ofVirtual", "ofPlatform", "<init>").contains(member)
                        || user.equals("base.Tasks");
            case "java.util.concurrent.Executors", "java.util.Timer" -> user.equals("base.Tasks");
            case "java.util.concurrent.CompletableFuture" -> !member.endsWith("Async");
            case "java.lang.System" ->
                !Set.of("out", "err").contains(member) || Set.of("cli", "serve", "Main").contains(area);
            case "java.io.ObjectInputStream" -> false;
            default -> true;
        };
    }

    /// Names that say nothing.
    public static Set<String> names(JavaClasses classes) {
        var broken = new TreeSet<String>();
        for (JavaClass each : classes) {
            if (EMPTY_NAME.matcher(each.getSimpleName()).matches()) broken.add(each.getName());
        }
        return broken;
    }

    /// The classes that `from` depends on, arrays as their element.
    private static List<JavaClass> targets(JavaClass from) {
        return from.getDirectDependenciesFromSelf().stream().map(d -> d.getTargetClass().getBaseComponentType())
                .toList();
    }

    static List<JavaAccess<?>> accesses(JavaClass from) {
        var all = new ArrayList<JavaAccess<?>>(from.getAccessesFromSelf());
        all.addAll(from.getMethodReferencesFromSelf());
        all.addAll(from.getConstructorReferencesFromSelf());
        return all;
    }

    static String top(JavaClass each) {
        int dollar = each.getName().indexOf('$');
        return dollar < 0 ? each.getName() : each.getName().substring(0, dollar);
    }

    private static boolean inside(JavaClass each, String root) {
        return each.getPackageName().equals(root) || each.getPackageName().startsWith(root + ".");
    }
}
