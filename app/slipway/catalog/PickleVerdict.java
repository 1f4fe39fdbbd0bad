package slipway.catalog;

import java.util.Locale;
import java.util.Set;

/// What to think of something that a pickle imports: it is called while the pickle is loaded. Judged by name alone.
enum PickleVerdict {
    /// Runs commands or code, opens files or connections.
    UNSAFE,
    /// Nothing known of it.
    SUSPICIOUS,
    /// What models of the known libraries are made of.
    USUAL;

    private static final Set<String> UNSAFE_NAMES = names(
            """
                    builtins.eval builtins.compile builtins.getattr builtins.apply builtins.exec builtins.execfile builtins.open
                    builtins.breakpoint __builtin__.eval __builtin__.compile __builtin__.getattr __builtin__.apply
                    __builtin__.exec __builtin__.execfile __builtin__.open __builtin__.breakpoint
                    cloudpickle.cloudpickle._builtin_type cloudpickle.cloudpickle._make_function
                    cloudpickle.cloudpickle._function_setstate cloudpickle.cloudpickle._make_cell
                    cloudpickle.cloudpickle._make_empty_cell cloudpickle.cloudpickle.subimport
                    types.CodeType types.FunctionType functools.partial logging.FileHandler _io.FileIO _io.open io.FileIO io.open
                    io.open_code _operator.attrgetter _operator.itemgetter _operator.methodcaller operator.attrgetter
                    operator.itemgetter operator.methodcaller distutils.file_util doctest.debug_script ensurepip._run_pip
                    imaplib.IMAP4_stream pkgutil.resolve_name torch._inductor.codecache.compile_file torch.serialization.load
                    torch.load joblib.load pandas.read_pickle pandas.eval numpy.load
                    """);

    /// Modules and packages; what is below them is as unsafe.
    private static final Set<String> UNSAFE_MODULES = names("""
            aiohttp asyncio bdb commands ctypes httplib numpy.f2py numpy.testing._private.utils nt posix os requests.api
            runpy shutil socket ssl subprocess _posixsubprocess sys code codeop cProfile idlelib lib2to3 pdb pickle
            _pickle marshal pip pty profile pydoc test timeit torch._dynamo.guards torch.hub
            torch.fx.experimental.symbolic_shapes torch.jit.unsupported_tensor_ops torch.utils._config_module
            torch.utils.bottleneck.__main__ torch.utils.collect_env torch.utils.data.datapipes.utils.decoder trace
            urllib.request uuid venv webbrowser _osx_support _aix_support _pyrepl importlib imp http.client smtplib
            ftplib telnetlib unknown
            """);

    private static final Set<String> USUAL_NAMES = names(
            """
                    collections.OrderedDict collections.defaultdict collections.deque collections.Counter
                    numpy.dtype numpy.ndarray numpy.core.multiarray._reconstruct numpy._core.multiarray._reconstruct
                    numpy.core.multiarray.scalar numpy._core.multiarray.scalar numpy.core.numeric._frombuffer
                    numpy._core.numeric._frombuffer numpy.random._pickle.__randomstate_ctor numpy.random._pickle.__generator_ctor
                    numpy.random._pickle.__bit_generator_ctor copyreg._reconstructor copy_reg._reconstructor
                    builtins.bytearray builtins.bytes builtins.complex builtins.dict builtins.frozenset builtins.int
                    builtins.float builtins.list builtins.object builtins.range builtins.set builtins.slice builtins.str
                    builtins.tuple builtins.bool __builtin__.bytearray __builtin__.complex __builtin__.dict
                    __builtin__.frozenset __builtin__.int __builtin__.float __builtin__.list __builtin__.object
                    __builtin__.xrange __builtin__.set __builtin__.slice __builtin__.str __builtin__.tuple __builtin__.unicode
                    __builtin__.long datetime.datetime datetime.date datetime.timedelta decimal.Decimal
                    torch.Size torch.device torch._utils._rebuild_tensor torch._utils._rebuild_tensor_v2
                    torch._utils._rebuild_tensor_v3 torch._utils._rebuild_parameter
                    torch._utils._rebuild_parameter_with_state torch._utils._rebuild_qtensor
                    """);

    /// Libraries of models: their classes are usual, their functions are not.
    private static final Set<String> LIBRARIES = names(
            """
                    __torch__ catboost imblearn joblib keras lightgbm mlflow numpy pandas pyspark scipy sklearn skopt statsmodels
                    tensorflow torch torchvision transformers xgboost
                    """);

    static PickleVerdict of(PickleValue.Import called) {
        String full = called.full();
        if (below(full, UNSAFE_NAMES, true) || below(full, UNSAFE_MODULES, true)) return UNSAFE;
        if (USUAL_NAMES.contains(full)) return USUAL;
        String last = called.name().substring(called.name().lastIndexOf('.') + 1);
        return below(full, LIBRARIES, false) && constructs(last) ? USUAL : SUSPICIOUS;
    }

    /// Whether a name of a library is one of a class, of a number type, or of what Cython calls to make an object.
    private static boolean constructs(String name) {
        if (name.isEmpty()) return false;
        return Character.isUpperCase(name.charAt(0)) || name.startsWith("__pyx_unpickle_")
                || name.matches("(u?int|float|complex)\\d+|bool_?|str_|bytes_")
                || (name.startsWith("_") && name.length() > 1 && Character.isUpperCase(name.charAt(1)));
    }

    /// Whether `full` is one of `names` (with `itself`), or something inside one.
    private static boolean below(String full, Set<String> names, boolean itself) {
        if (itself && names.contains(full)) return true;
        for (int dot = full.indexOf('.'); dot >= 0; dot = full.indexOf('.', dot + 1))
            if (names.contains(full.substring(0, dot))) return true;
        return false;
    }

    private static Set<String> names(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /// `unsafe`, `suspicious`, `usual`
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
