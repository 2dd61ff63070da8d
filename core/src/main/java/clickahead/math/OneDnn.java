package clickahead.math;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The C functions of oneDNN that the engine calls, bound through the foreign function API.
 *
 * <p>The library is loaded once, on first use of this class. A load that fails is a value ({@link
 * #problem}); a call that fails is an {@link IllegalStateException}. Nothing but {@link #problem}
 * may be called where there is a problem.
 */
public final class OneDnn {
  /** {@code dnnl_cpu_isa_avx512_core_bf16}: every later set of instructions has its bits too. */
  private static final int AVX512_CORE_BF16 = 0xe7;

  private static final Loading LOADING =
      load(
          System.getProperty("os.name"),
          System.getProperty("os.arch"),
          System.getProperty(OneDnnFiles.FOLDER_PROPERTY));
  private static final MethodHandle SGEMM = LOADING.functions().sgemm();

  private OneDnn() {}

  /**
   * The table of the binding: one component per function, see {@link #bind(Path, NativePlatform)}.
   */
  record Functions(
      MethodHandle version,
      MethodHandle isa,
      MethodHandle sgemm,
      MethodHandle setThreads,
      OneDnnMatmul.Functions matmul) {
    static final Functions NONE = new Functions(null, null, null, null, null);
  }

  /** What came of loading: the functions, or the problem. */
  record Loading(Functions functions, Optional<Unavailable> problem) {}

  private static Functions bind(Path folder, NativePlatform platform) {
    Path openMp = folder.resolve(platform.openMp());
    if (Files.isRegularFile(openMp)) {
      // Loaded first, it is the one that oneDNN is linked to, wherever that looks for it.
      SymbolLookup.libraryLookup(openMp, Arena.global());
    }
    SymbolLookup library =
        SymbolLookup.libraryLookup(folder.resolve(platform.oneDnn()), Arena.global());
    return new Functions(
        bind(library, "dnnl_version", FunctionDescriptor.of(ADDRESS)),
        bind(library, "dnnl_get_effective_cpu_isa", FunctionDescriptor.of(JAVA_INT)),
        bind(
            library,
            "dnnl_sgemm",
            FunctionDescriptor.of(
                JAVA_INT, // status
                JAVA_BYTE, // transpose a: 'T' or 'N'
                JAVA_BYTE, // transpose b
                JAVA_LONG, // m
                JAVA_LONG, // n
                JAVA_LONG, // k
                JAVA_FLOAT, // alpha
                JAVA_LONG, // a
                JAVA_LONG, // stride of a
                JAVA_LONG, // b
                JAVA_LONG, // stride of b
                JAVA_FLOAT, // beta
                JAVA_LONG, // out
                JAVA_LONG)), // stride of out
        // Found through oneDNN, so that it is the function of the very runtime that oneDNN uses.
        bind(library, "omp_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT)),
        OneDnnMatmul.Functions.bind(library));
  }

  static MethodHandle bind(SymbolLookup library, String name, FunctionDescriptor type) {
    MemorySegment function =
        library
            .find(name)
            .orElseThrow(() -> new NoSuchElementException("the library has no function " + name));
    return Linker.nativeLinker().downcallHandle(function, type);
  }

  /**
   * Loads the library for a platform as the system properties name it; never throws.
   *
   * @param folder where the libraries lie, or null for the bundled ones
   */
  static Loading load(String osName, String osArch, String folder) {
    Optional<NativePlatform> platform = NativePlatform.of(osName, osArch);
    if (platform.isEmpty()) {
      return failed(
          "there is no oneDNN for " + osName + " on " + osArch,
          "Use Linux (x86_64, arm64) or macOS (arm64) for full speed");
    }
    try {
      Path found = OneDnnFiles.folder(platform.get(), folder);
      return new Loading(bind(found, platform.get()), Optional.empty());
    } catch (IOException e) {
      return failed(
          // The message of a FileSystemException is often but the path.
          e instanceof FileSystemException ? e.toString() : e.getMessage(),
          "Add org.bytedeco:dnnl with the classifier "
              + platform.get().name()
              + " to the class path and let XDG_CACHE_HOME name a folder that can be written, or "
              + OneDnnFiles.FOLDER_PROPERTY
              + " one that holds the libraries");
    } catch (IllegalCallerException e) {
      return failed(e.getMessage(), "Run java with --enable-native-access=ALL-UNNAMED");
    } catch (RuntimeException | LinkageError e) {
      return failed(
          e.getMessage(),
          "It needs glibc (not musl) on Linux, and a folder from which programs may be run; let"
              + " XDG_CACHE_HOME name another, or "
              + OneDnnFiles.FOLDER_PROPERTY
              + " one that holds a oneDNN 3 built with OpenMP");
    }
  }

  private static Loading failed(String reason, String cure) {
    return new Loading(Functions.NONE, Optional.of(new Unavailable(reason, cure)));
  }

  /** Why oneDNN cannot be used here; empty where it can. */
  public static Optional<Unavailable> problem() {
    return LOADING.problem();
  }

  /** Major and minor version of the loaded library, such as "3.11". */
  public static String version() {
    try {
      // dnnl_version_t begins with three ints: major, minor, patch.
      MemorySegment version = (MemorySegment) LOADING.functions().version().invokeExact();
      MemorySegment numbers = version.reinterpret(2 * JAVA_INT.byteSize());
      return numbers.getAtIndex(JAVA_INT, 0) + "." + numbers.getAtIndex(JAVA_INT, 1);
    } catch (Throwable e) {
      throw broken("dnnl_version", e);
    }
  }

  /** Has the CPU instructions for bfloat16, of 512 bits or in tiles, and may oneDNN use them? */
  static boolean hasBfloat16() {
    if (problem().isPresent()) {
      return false;
    }
    try {
      int isa = (int) LOADING.functions().isa().invokeExact();
      return (isa & AVX512_CORE_BF16) == AVX512_CORE_BF16;
    } catch (Throwable e) {
      throw broken("dnnl_get_effective_cpu_isa", e);
    }
  }

  /** The functions of matrix products by primitives. */
  static OneDnnMatmul.Functions matmul() {
    return LOADING.functions().matmul();
  }

  /**
   * Lets oneDNN compute in the calling thread alone, from now on, when that thread calls it. Other
   * threads are not affected.
   */
  static void useOneThread() {
    try {
      LOADING.functions().setThreads().invokeExact(1);
    } catch (Throwable e) {
      throw broken("omp_set_num_threads", e);
    }
  }

  /**
   * out = op(a) · op(b) in single precision; the parameters are those of {@link Products#multiply}.
   *
   * @throws IllegalStateException if oneDNN refuses, with its status and the shapes
   */
  static void sgemm(
      boolean transposeA,
      boolean transposeB,
      long m,
      long n,
      long k,
      long a,
      long strideA,
      long b,
      long strideB,
      long out,
      long strideOut) {
    byte opA = transposeA ? (byte) 'T' : (byte) 'N';
    byte opB = transposeB ? (byte) 'T' : (byte) 'N';
    int status;
    try {
      status =
          (int)
              SGEMM.invokeExact(opA, opB, m, n, k, 1f, a, strideA, b, strideB, 0f, out, strideOut);
    } catch (Throwable e) {
      throw broken("dnnl_sgemm", e);
    }
    if (status != 0) {
      throw new IllegalStateException(
          "dnnl_sgemm returned status %d for a%s b%s: m %d, n %d, k %d, strides %d, %d and %d"
              .formatted(
                  status,
                  transposeA ? "ᵀ" : "",
                  transposeB ? "ᵀ" : "",
                  m,
                  n,
                  k,
                  strideA,
                  strideB,
                  strideOut));
    }
  }

  private static IllegalStateException broken(String function, Throwable cause) {
    return new IllegalStateException(function + " could not be called", cause);
  }
}
