using System.Numerics;
using System.Runtime.InteropServices;
using FastNN.Peers.Products;

namespace FastNN.Peers.Libraries;

/// <summary>oneDNN's <c>dnnl_sgemm</c>, loaded at run time where it is installed. It has no double form.</summary>
internal sealed unsafe class OneDnn : IProductLibrary
{
    private static readonly string[] s_names =
        ["libdnnl.so.3", "libdnnl.so.2", "libdnnl.so", "libdnnl.3.dylib", "libdnnl.2.dylib", "dnnl.dll"];

    private readonly nint _library;

    /// <summary>Loads the library. It takes its number of threads from <see cref="NativeEnvironment"/>.</summary>
    public OneDnn()
    {
        if (!SharedLibrary.TryLoad(s_names, ["dnnl_sgemm", "dnnl_version"], out _library, out string missing))
        {
            Description = new Peer("oneDNN", null, missing);
            return;
        }

        // dnnl_version_t begins with three ints.
        int* version = ((delegate* unmanaged<int*>)NativeLibrary.GetExport(_library, "dnnl_version"))();
        Description = new Peer("oneDNN", $"{version[0]}.{version[1]}.{version[2]}", null);
    }

    /// <inheritdoc/>
    public Peer Description { get; }

    /// <inheritdoc/>
    public PreparedProduct? Prepare<T>(ProductBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_library == 0 || typeof(T) != typeof(float)) return null;
        ProductCase g = buffers.Case;
        byte transposeA = (byte)(g.TransposeA ? 'T' : 'N'), transposeB = (byte)(g.TransposeB ? 'T' : 'N');

        // As for OpenBLAS, the peer is measured and not the call to it.
        var multiply = (delegate* unmanaged[Cdecl, SuppressGCTransition]<
            byte, byte, long, long, long, float, float*, long, float*, long, float, float*, long, int>)
            NativeLibrary.GetExport(_library, "dnnl_sgemm");
        float* a = (float*)buffers.A, b = (float*)buffers.B, c = (float*)buffers.C;
        return new PreparedProduct(() =>
        {
            int status = multiply(transposeA, transposeB, g.M, g.N, g.K, 1, a, g.Lda, b, g.Ldb, 0, c, g.N);
            if (status != 0) throw new InvalidOperationException($"dnnl_sgemm gave status {status} for {g.Name}");
        });
    }
}
