using System.Numerics;
using System.Runtime.InteropServices;
using FastNN.Peers.Products;

namespace FastNN.Peers.Libraries;

/// <summary>OpenBLAS through its C interface, loaded at run time where it is installed.</summary>
internal sealed unsafe class OpenBlas : IProductLibrary
{
    // Values of the enumerations of cblas.h.
    private const int RowMajor = 101;
    private const int NoTranspose = 111;
    private const int Transpose = 112;

    private static readonly string[] s_names =
        ["libopenblas.so.0", "libopenblas.so", "libopenblas.0.dylib", "libopenblas.dylib", "libopenblas.dll", "openblas.dll"];

    private readonly nint _library;

    /// <summary>Loads the library.</summary>
    /// <param name="threads">The threads that it may use.</param>
    public OpenBlas(int threads)
    {
        string[] exports = ["cblas_sgemm", "cblas_dgemm", "openblas_set_num_threads", "openblas_get_config"];
        if (!SharedLibrary.TryLoad(s_names, exports, out _library, out string missing))
        {
            Description = new Peer("OpenBLAS", null, missing);
            return;
        }

        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(_library, "openblas_set_num_threads"))(threads);
        var config = (delegate* unmanaged<nint>)NativeLibrary.GetExport(_library, "openblas_get_config");

        // The text begins with the name, then comes the version and how it was built.
        string text = Marshal.PtrToStringAnsi(config()) ?? "";
        Description = new Peer("OpenBLAS", text.StartsWith("OpenBLAS ", StringComparison.Ordinal) ? text["OpenBLAS ".Length..].Trim() : text, null);
    }

    /// <inheritdoc/>
    public Peer Description { get; }

    /// <inheritdoc/>
    public PreparedProduct? Prepare<T>(ProductBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_library == 0) return null;
        ProductCase g = buffers.Case;
        int transposeA = g.TransposeA ? Transpose : NoTranspose, transposeB = g.TransposeB ? Transpose : NoTranspose;

        // Without the usual switch of the collector's mode, which costs a small product up to a tenth: the peer is measured, not the
        // call to it. No collection can be wanted meanwhile, as nothing allocates.
        if (typeof(T) == typeof(float))
        {
            var multiply = (delegate* unmanaged[Cdecl, SuppressGCTransition]<
                int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)
                NativeLibrary.GetExport(_library, "cblas_sgemm");
            float* a = (float*)buffers.A, b = (float*)buffers.B, c = (float*)buffers.C;
            return new PreparedProduct(
                () => multiply(RowMajor, transposeA, transposeB, g.M, g.N, g.K, 1, a, g.Lda, b, g.Ldb, 0, c, g.N));
        }
        else
        {
            var multiply = (delegate* unmanaged[Cdecl, SuppressGCTransition]<
                int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)
                NativeLibrary.GetExport(_library, "cblas_dgemm");
            double* a = (double*)buffers.A, b = (double*)buffers.B, c = (double*)buffers.C;
            return new PreparedProduct(
                () => multiply(RowMajor, transposeA, transposeB, g.M, g.N, g.K, 1, a, g.Lda, b, g.Ldb, 0, c, g.N));
        }
    }
}
