using System.Globalization;
using System.Runtime.InteropServices;

namespace FastNN.Peers.Libraries;

/// <summary>The environment that native libraries see when they are loaded.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>Tells native thread libraries how many threads to use. Call it before any of them is loaded.</summary>
    /// <param name="threads">The number of threads.</param>
    public static void SetThreads(int threads)
    {
        string count = threads.ToString(CultureInfo.InvariantCulture);
        Set("OMP_NUM_THREADS", count);
        Set("OPENBLAS_NUM_THREADS", count);

        // Threads that are out of work spin for 5 to 30 ms by default and would take the time of whoever is measured next. These
        // limits, some half a millisecond, still span the gaps within one timing.
        Set("GOMP_SPINCOUNT", "10000");
        Set("OPENBLAS_THREAD_TIMEOUT", "20");
    }

    // The runtime keeps a copy of the environment on Unix: what is set through it never reaches native code.
    private static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (OperatingSystem.IsWindows()) return;
        if (SetVariable(name, value, 1) != 0) throw new InvalidOperationException($"the environment takes no {name}");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
